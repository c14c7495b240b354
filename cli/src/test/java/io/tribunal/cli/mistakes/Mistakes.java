package io.tribunal.cli.mistakes;

import static io.tribunal.deployment.error.ExitCode.UNREACHABLE;
import static io.tribunal.deployment.error.ExitCode.USAGE;
import static io.tribunal.deployment.error.ExitCode.VERIFICATION_FAILED;

import io.tribunal.deployment.error.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** Every kind of mistake with every command that it can be made with, without brokers. */
final class Mistakes {
    private static final String ZEROS = "0".repeat(64);
    private static final String NOWHERE = "--bootstrap-server 127.0.0.1:1 --command-config {dir}/impatient.properties";
    private static final String STOPPED = "nothing runs in";

    private final List<Mistake> rows = new ArrayList<>();

    private Mistakes() {}

    static List<Mistake> all() {
        Mistakes mistakes = new Mistakes();
        mistakes.words();
        mistakes.deployments();
        mistakes.requestFiles();
        mistakes.connections();
        mistakes.numbers();
        mistakes.files();
        mistakes.proposals();
        mistakes.roles();
        mistakes.implementations();
        mistakes.unreachable();
        return List.copyOf(mistakes.rows);
    }

    private void row(String command, String what, ExitCode code, String message) {
        rows.add(new Mistake(command, what, code, message));
    }

    private void usage(String command, String what, String message) {
        row(command, what, USAGE, message);
    }

    private void words() {
        usage("sned", "a command that does not exist", "sned");
        usage("", "no command", "Missing required subcommand");
        usage("--verbose", "an option that does not exist", "Unknown option: '--verbose'");
        usage("send --file {dir}/good.ndjson --wiat", "a mistyped option", "Unknown option: '--wiat'");
        usage("send --file", "an option without its value", "'--file'");
        usage("send", "a required option is missing", "Missing required option: '--file");
        usage("state get --data {dir}/stopped --ledger acme", "a required option is missing", "'--account=A'");
        usage("state frobnicate", "a subcommand that does not exist", "frobnicate");
        usage("log", "no subcommand", "Missing required subcommand");
        usage("isolation", "no subcommand", "Missing required subcommand");
        usage("evidence", "no subcommand", "Missing required subcommand");
        usage("topics", "no subcommand", "Missing required subcommand");
        usage("keys", "no subcommand", "Missing required subcommand");
        usage("policy", "no subcommand", "Missing required subcommand");
        usage("root", "no subcommand", "Missing required subcommand");
        usage("root propose", "no subcommand", "Missing required subcommand");
        usage("verdicts --data {dir}/stopped --output xml", "a format that does not exist", "[TEXT, JSON]");
        usage("verdicts --data {dir}/stopped extra", "an argument too many", "Unmatched argument at index 3: 'extra'");
        usage("isolation show --data {dir}/stopped", "the number of the decision is missing", "'N'");
    }

    private void deployments() {
        usage("up", "no data directory", "Missing required option: '--data=DIR'");
        usage("up --data ''", "an empty name", "the name of a file or directory is empty");
        usage("up --data {dir}/good.ndjson", "a file as data directory", "is a file; --data needs a directory");
        usage("up --data {dir}/new --nodes 2", "a number of nodes that cannot be", "--nodes must be 1 or 3, not 2");
        usage("up --data {dir}/new --validators 2", "an even number of validators", "--validators must be odd");
        usage("up --data {dir}/new --voters 0", "no voter", "--voters must be 1 to 100, not 0");
        usage("up --data {dir}/new --partitions 1000000", "too many partitions", "--partitions must be 1 to 1000");
        usage(
                "up --data {dir}/new --namespace a/b",
                "a namespace that topics cannot have",
                "--namespace must be 1 to 100");
        usage("up --data {dir}/new --executors java,cobol,java", "an unknown variant", "no executor variant cobol");
        usage(
                "up --data {dir}/new --fault e9=silent",
                "a fault of nobody",
                "names no executor of this deployment: [e9]");
        usage("up --data {dir}/new --fault e2=sleepy", "an unknown fault", "sleepy");
        usage("up --data {dir}/new --fault e2", "a fault without a name", "KEY=VALUE");
        usage("up --data {dir}/new --adjudicator judge", "an unknown rule", "no adjudicator judge");
        usage(
                "up --data {dir}/new --adjudicator behaviour-state",
                "the rule lacks its model",
                "needs --behaviour FILE");
        usage("up --data {dir}/new --behaviour {dir}/none.yaml", "a missing input file", "there is no such file");
        usage("up --data {dir}/new --behaviour {dir}/empty", "a directory as input file", "it is a directory");
        usage("up --data {dir}/new --behaviour {dir}/syntax.yaml", "no YAML", "syntax.yaml:1:9: ");
        usage(
                "up --data {dir}/new --behaviour {dir}/key.yaml",
                "an unknown key",
                "key.yaml:4:1: end is an unknown key");
        usage("up --data {dir}/new --behaviour {dir}/bom.yaml", "a byte order mark", "bom.yaml:1:1: a byte order mark");
        usage("up --data {dir}/new --root-keys alice", "an owner without a key", "KEY=VALUE");
        usage("up --data {dir}/new --root-keys alice={dir}/words.pem", "a file that is no key", "words.pem");
        usage("up --data {dir}/new --root-keys root={dir}/alice.pem", "the owner that is made", "each owner has one");
        usage("up --data {dir}/new --root-threshold 2", "more than there are", "the threshold must be 1 to 1");
        usage(
                "up --data {dir}/new --root-keys alice={dir}/alice.pem --root-threshold 0",
                "no owner",
                "the threshold must be 1 to 2 (all owners), not 0");
        usage("demo --requests 0", "no request", "--requests must be 1 or more, not 0");
        usage("demo --requests many", "no number", "'many' is not a whole number");
        usage("demo --rate -1", "a negative rate", "--rate must be 0 or more, not -1");
        usage("demo --rate NaN", "a rate that is no number", "'NaN' is not a finite number");
        usage("demo --seed 1.5", "no whole number", "'1.5' is not a whole number");
        usage("demo --stateless", "the demo has state", "the demo's service has state");
        usage("demo --executors java,java,java --heal-after 0", "no time to heal", "--heal-after must be 1 or more");
        usage("demo --executors java --file {dir}/none.ndjson", "a missing input file", "there is no such file");
        usage("demo --heal-after 5 --file {dir}/good.ndjson", "two options that exclude each other", "cannot be used");
        usage("provision --data {dir}/new", "no brokers", "Missing required option: '--bootstrap-server");
        usage("provision --data {dir}/good.ndjson --bootstrap-server 127.0.0.1:1", "a file as directory", "is a file");
        usage("down --data {dir}/typo", "a directory that does not exist", "there is no cluster in");
        usage("down --data {dir}/empty", "a directory without a deployment", "there is no cluster in");
        usage("down --data {dir}/damaged", "a damaged directory", "is damaged");
    }

    private void requestFiles() {
        String send = "send --data {dir}/stopped --file {dir}/";
        usage(send + "none.ndjson", "a missing input file", "cannot read");
        usage(send + "empty", "a directory as input file", "it is a directory");
        usage(send + "bom.ndjson", "a byte order mark", "bom.ndjson:1:1: a byte order mark (BOM)");
        usage(send + "comment.ndjson", "a comment", "comment.ndjson:1:1: JSON has no comments");
        usage(send + "truncated.ndjson", "a truncated line", "truncated.ndjson:2:");
        usage(send + "duplicate.ndjson", "a member twice", "the member \"account\" stands twice");
        usage(send + "member.ndjson", "a mistyped member", "\"leger\" is no member of a request");
        usage(send + "amount.ndjson", "an amount that is no string", "write amounts as strings");
        usage(send + "quotes.ndjson", "single quotes", "not single ones");
        usage(send + "array.ndjson", "an array", "expected {\"ledger\"");
        usage(send + "latin.ndjson", "another encoding", "byte 0xFC is not UTF-8");
        row(send + "good.ndjson", "nothing runs there", UNREACHABLE, STOPPED);
        usage("send --data {dir}/stopped --file {dir}/good.ndjson --timeout 0", "no time", "--timeout");
        usage("send --data {dir}/stopped --file {dir}/good.ndjson --rate fast", "no number", "'fast' is not a number");
    }

    private void connections() {
        List<String> readers = List.of(
                "verdicts",
                "state get --ledger acme --account a1",
                "state list",
                "state digest",
                "log show --topic verdicts",
                "isolation list",
                "isolation show 1",
                "isolation explain 1",
                "executors",
                "evidence export --decision 1",
                "policy explain",
                "policy export",
                "keys list",
                "root status",
                "root submit {dir}/signed.json",
                "topics list",
                "topics apply");
        readers.forEach(
                reader -> usage(reader, "no cluster", "no cluster given; use --data DIR or --bootstrap-server"));
        readers.forEach(reader -> row(reader + " --data {dir}/stopped", "nothing runs there", UNREACHABLE, STOPPED));
        usage("state digest --data {dir}/typo", "a directory that does not exist", "there is no cluster in");
        usage("state digest --data {dir}/torn", "a damaged directory", "is damaged");
        usage(
                "state digest --bootstrap-server broker",
                "an address without a port",
                "Invalid url in bootstrap.servers");
        usage("state digest --bootstrap-server ''", "an empty address", "bootstrap.servers is empty");
        usage("state digest --bootstrap-server 127.0.0.1:1 --deployment me", "no hash", "'me' is not 64 hex digits");
        usage(
                "state digest --bootstrap-server 127.0.0.1:1 --namespace a/b",
                "no namespace",
                "tribunal.namespace must be");
        usage(
                "state digest --bootstrap-server 127.0.0.1:1 --command-config {dir}/none.properties",
                "a missing settings file",
                "there is no file");
        usage(
                "send --file {dir}/good.ndjson --bootstrap-server 127.0.0.1:1",
                "no key",
                "no signing key given; use --key FILE");
        usage(
                "send --file {dir}/good.ndjson --bootstrap-server 127.0.0.1:1 --key {dir}/none.pem",
                "a missing key file",
                "none.pem");
        usage(
                "send --file {dir}/good.ndjson --bootstrap-server 127.0.0.1:1 --key {dir}/words.pem",
                "a file that is no key",
                "words.pem");
    }

    private void numbers() {
        String show = "log show --topic verdicts --bootstrap-server 127.0.0.1:1 ";
        usage(show + "--max -1", "a negative number", "--max must be 0 or more, not -1");
        usage(show + "--from -5", "a negative offset", "--from must be 0 or more, not -5");
        usage(show + "--partition -1", "a negative partition", "--partition must be 0 or more, not -1");
        usage(show + "--partition 99999999999", "a huge number", "99999999999 is too large a number");
        usage(show + "--from 0x10", "no decimal number", "'0x10' is not a whole number");
        usage("log show --topic verdict --bootstrap-server 127.0.0.1:1", "an unknown topic", "no topic verdict");
        usage(
                "isolation show 0 --bootstrap-server 127.0.0.1:1",
                "a number no decision has",
                "N must be 1 or more, not 0");
        usage("isolation explain two --bootstrap-server 127.0.0.1:1", "no number", "'two' is not a whole number");
        usage(
                "evidence export --decision -1 --bootstrap-server 127.0.0.1:1",
                "a negative number",
                "--decision must be 1");
        usage(
                "topics apply --partitions 0 --bootstrap-server 127.0.0.1:1",
                "no partition",
                "--partitions must be 1 to 1000");
        usage(
                "topics list --replication-factor 99999 --bootstrap-server 127.0.0.1:1",
                "too many replicas",
                "--replication-factor must be 1 to 32767, not 99999");
    }

    private void files() {
        usage("evidence verify {dir}/none.json", "a missing input file", "there is no such file");
        usage("evidence verify {dir}/empty", "a directory as input file", "it is a directory");
        usage("evidence verify {dir}/null.json --deployment abc", "no hash", "'abc' is not 64 hex digits");
        row("evidence verify {dir}/null.json", "a file with null", VERIFICATION_FAILED, "REFUTED FORMAT");
        row("evidence verify {dir}/words.json", "no evidence", VERIFICATION_FAILED, "REFUTED FORMAT");
        row(
                "evidence verify {dir}/null.json --deployment " + ZEROS,
                "no evidence",
                VERIFICATION_FAILED,
                "REFUTED FORMAT");
        usage("evidence verify", "no file", "Missing required parameter: 'FILE'");
        usage("keys show --file {dir}/none.pem", "a missing input file", "none.pem");
        usage("keys show --file {dir}/words.pem", "a file that is no key", "words.pem");
        usage("keys show --file {dir}/empty", "a directory as input file", "empty");
        usage("keys generate --file {dir}/client.pem", "a file that exists", "client.pem");
        usage("keys generate --file {dir}/none/new.pem", "a directory that does not exist", "new.pem");
    }

    private void proposals() {
        String propose = "root propose ";
        String to = " --out {dir}/p.json --data {dir}/stopped";
        String revoke = propose + "revoke-key --key-id ed25519:00";
        row(revoke + to, "nothing runs there", UNREACHABLE, STOPPED);
        usage(revoke + " --out {dir}/p.json", "no cluster", "no cluster given");
        usage(revoke, "no file to create", "Missing required option: '--out=FILE'");
        usage(revoke + " --out {dir}/good.ndjson --data {dir}/stopped", "a file that exists", "is there already");
        usage(propose + "revoke-key --key-id a/b" + to, "no id of a key", "--key-id must be as");
        usage(propose + "void --partition -1 --offset 3" + to, "a negative number", "--partition must be 0 or more");
        usage(propose + "void --partition 0 --offset -3" + to, "a negative number", "--offset must be 0 or more");
        usage(propose + "void --partition 0" + to, "no entry", "Missing required option: '--offset=N'");
        String register = propose + "register-key --owner shop --role ";
        usage(register + "boss --key {dir}/client.pem" + to, "an unknown role", "boss");
        usage(register + "client --key {dir}/none.pem" + to, "a missing input file", "there is no such file");
        usage(register + "client --key {dir}/words.pem" + to, "a file that is no key", "words.pem");
        usage(register + "client --key {dir}/signed.json" + to, "JSON without a key", "holds no public key");
        usage(
                propose + "register-key --owner a/b --role client --key {dir}/alice.pem" + to,
                "no name of an owner",
                "owner must be 1 to 64 of");
        usage(propose + "change-policy" + to, "no change", "give --set, --policy or --behaviour");
        usage(propose + "change-policy --set deadline" + to, "a setting without a value", "KEY=VALUE");
        usage(propose + "change-policy --policy {dir}/words.json" + to, "no policy", "words.json is no policy");
        usage(propose + "change-policy --policy {dir}/signed.json" + to, "another file", "policy has no member");
        usage("root show", "no file", "Missing required parameter: 'PROPOSAL'");
        usage("root show {dir}/none.json", "a missing input file", "there is no such file");
        usage("root show {dir}/empty", "a directory as input file", "it is a directory");
        usage("root show {dir}/words.json", "no proposal", "words.json is no proposal");
        row(
                "root show {dir}/words-edited.json",
                "words that the bytes do not say",
                VERIFICATION_FAILED,
                "words-edited.json contradicts itself");
        row(
                "root show {dir}/signature-edited.json",
                "a signature that does not hold",
                VERIFICATION_FAILED,
                "the signature of alice does not hold");
        row(
                "root sign {dir}/words-edited.json --key {dir}/alice.pem",
                "words that the bytes do not say",
                VERIFICATION_FAILED,
                "words-edited.json contradicts itself");
        usage("root sign {dir}/proposal.json", "no key", "Missing required option: '--key=FILE'");
        usage(
                "root sign {dir}/proposal.json --key {dir}/mallory.pem",
                "a foreign key",
                "none of the proposal's ROOT keys");
        usage("root sign {dir}/signed.json --key {dir}/alice.pem", "a second signature", "alice has signed it already");
        row(
                "root submit {dir}/words-edited.json --data {dir}/stopped",
                "words that the bytes do not say",
                VERIFICATION_FAILED,
                "words-edited.json contradicts itself");
        usage(
                "root submit {dir}/signed.json --data {dir}/stopped --timeout 0",
                "no time",
                "--timeout must be 1 or more");
    }

    private void roles() {
        for (String role : List.of("execute", "vote", "validate", "state", "registry")) {
            usage(role + " --config {dir}/none.properties", "a missing settings file", "there is no file");
            usage(role + " --config {dir}/typo.properties", "a mistyped setting", "unknown setting");
        }
        usage("vote --config {dir}/port.properties", "a port that cannot be", "tribunal.health.port");
        usage("vote --config {dir}/escape.properties", "a broken settings file", "escape.properties");
        usage("vote --config {dir}/empty", "a directory as settings file", "cannot read");
        usage("vote --set tribunal.namespace", "a setting without a value", "KEY=VALUE");
        usage("vote", "no settings", "bootstrap.servers");
        usage("registry --set tribunal.registry.port=-1", "a port that cannot be", "tribunal.registry.port");
        usage("execute --fault sleepy", "an unknown fault", "sleepy");
        usage("registry --set tribunal.registry.file={dir}/empty", "a directory as file of schemas", "cannot read");
        usage("registry --set tribunal.registry.file={dir}/words.json", "no file of schemas", "is not a registry file");
    }

    private void implementations() {
        usage("probe", "no variant", "Missing required option: '--variant=VARIANT'");
        usage("probe --variant cobol", "an unknown variant", "cobol");
        usage("conformance", "no executor", "name an executor with --executor or --variant");
        usage("conformance --variant cobol", "an unknown variant", "no executor variant cobol");
        usage("conformance fuzz --variant decimal --requests 0", "no request", "--requests must be 1 or more, not 0");
        usage("conformance fuzz", "no executor", "name an executor with --executor or --variant");
        usage("diversity --variant decimal", "one executor", "name 2 executors");
        usage("diversity --variant decimal --variant digits --runs 0", "no run", "--runs must be 1 or more, not 0");
        usage(
                "diversity --variant decimal --variant digits --choose 3",
                "more than there are",
                "--choose must be 2 to 2");
    }

    private void unreachable() {
        for (String command : List.of(
                "verdicts",
                "state list",
                "log show --topic verdicts",
                "isolation list",
                "policy explain",
                "keys list",
                "root status",
                "topics list")) {
            row(command + " " + NOWHERE, "no broker there", UNREACHABLE, "Kafka at 127.0.0.1:1 does not answer");
        }
        row(
                "state list --bootstrap-server no.such.host.invalid:9092",
                "a host that does not exist",
                UNREACHABLE,
                "no address of Kafka at no.such.host.invalid:9092 can be found");
    }
}
