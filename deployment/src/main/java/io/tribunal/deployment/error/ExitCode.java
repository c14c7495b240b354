package io.tribunal.deployment.error;

/** How a command ended, for the script that ran it. All commands use this one table; docs/cli.md prints it. */
public enum ExitCode {
    OK(0, "Done, and everything that was checked holds."),
    ERROR(
            1,
            "This machine stood in the way, for example a port that is taken or a full disk; or a bug, which the message calls an"
                    + " internal error. The launcher also ends with 1 if it finds no JDK or cannot build."),
    USAGE(
            2,
            "The command line, a setting, or a file that was named as input is wrong, missing or unreadable. Nothing was done."),
    VERIFICATION_FAILED(
            3,
            "What was read is not what it must be: another deployment, a broken chain, a record that cannot be read or a signature"
                    + " that does not hold, refuted evidence, implementations that differ. Do not go on; find out why."),
    INCOMPLETE(
            4,
            "Time ran out, or the command was interrupted, before everything was known. What is known was printed; run it again."),
    DECLINED(
            5,
            "Every request has its final verdict, but at least one was REJECTED or SPLIT. The output says which and why. An answer"
                    + " REFUSED is a result of the service like any other."),
    UNREACHABLE(
            6, "Kafka, the schema registry or the deployment does not answer, or nothing runs there. Try again later."),
    NOT_FOUND(
            7,
            "The deployment was read, but what was asked for is not in it: an account, a decision, a topic, a partition, an"
                    + " offset."),
    DENIED(8, "Kafka refuses the user or an access that the command needs.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** When a command ends with this code, in sentences for the documentation. */
    public String meaning() {
        return meaning;
    }
}
