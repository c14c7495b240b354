package io.tribunal.deployment.cluster;

import io.tribunal.core.identity.Bytes;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.config.TribunalConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;

/** An additional listener on each node with TLS and SCRAM-SHA-512 for one user, for clients that are tested with it. */
public final class SecuredListener {
    private static final String NAME = "SECURED";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String USER = "executor";
    private static final int PASSWORD_BYTES = 16;
    private static final int ITERATIONS = 4096;

    private final ServerCertificate certificate;
    private final ServerCertificate foreign;
    private final String password;
    private final int[] ports;

    private SecuredListener(ServerCertificate certificate, ServerCertificate foreign, String password, int[] ports) {
        this.certificate = certificate;
        this.foreign = foreign;
        this.password = password;
        this.ports = ports;
    }

    /** A listener on ports outside the layout, with a new password, and certificates in the directory. */
    static SecuredListener in(Path directory, ClusterLayout layout) {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        return new SecuredListener(
                ServerCertificate.in(directory.resolve("brokers")),
                ServerCertificate.in(directory.resolve("foreign")),
                Bytes.wrap(secret).toHex(),
                Ports.free(layout.nodes().size(), layout.ports()));
    }

    private String address(int node) {
        return NodeSpec.HOST + ":" + ports[node - 1];
    }

    /** Additional settings of a broker. */
    Map<String, String> of(NodeSpec node, Map<String, String> settings) {
        String prefix = "listener.name." + NAME.toLowerCase(Locale.ROOT) + '.';
        return Map.of(
                "listeners",
                settings.get("listeners") + "," + NAME + "://" + address(node.id()),
                "listener.security.protocol.map",
                settings.get("listener.security.protocol.map") + "," + NAME + ":SASL_SSL",
                prefix + "ssl.keystore.type",
                "PEM",
                prefix + "ssl.keystore.location",
                certificate.keyStore().toString(),
                prefix + "sasl.enabled.mechanisms",
                MECHANISM,
                prefix + "scram-sha-512.sasl.jaas.config",
                LOGIN + ";");
    }

    /** Creates the user. */
    void register(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
            KafkaFutures.await(
                    admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER, info, password)))
                            .all());
        } catch (KafkaException e) {
            throw new UserError("the cluster does not take the user " + USER + ": " + e);
        }
    }

    /** Settings with which a role connects to this listener. */
    public Map<String, String> access() {
        return accessTrusting(certificate);
    }

    /** Settings that trust another certificate: a role that verifies certificates must refuse these brokers. */
    public Map<String, String> accessThatTrustsOthers() {
        return accessTrusting(foreign);
    }

    private Map<String, String> accessTrusting(ServerCertificate trusted) {
        String brokers =
                IntStream.rangeClosed(1, ports.length).mapToObj(this::address).collect(Collectors.joining(","));
        return Map.of(
                TribunalConfig.BOOTSTRAP_SERVERS,
                brokers,
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.ssl.truststore.type",
                "PEM",
                "kafka.ssl.truststore.location",
                trusted.trustStore().toString(),
                "kafka.sasl.mechanism",
                MECHANISM,
                "kafka.sasl.jaas.config",
                LOGIN + " username=\"" + USER + "\" password=\"" + password + "\";");
    }
}
