package io.tribunal.schemas.codec;

import io.tribunal.core.ballot.Difference;
import io.tribunal.core.ballot.Verdict.Dissenter;
import io.tribunal.core.ballot.Verdict.ResponseCertificate;
import io.tribunal.core.ballot.Verdict.Supporter;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.signature.SignedEnvelope;

/** The fields of Supporter, ResponseCertificate and Dissenter in their order. */
final class VoterLayout {
    private static final Difference[] DIFFERENCES = Difference.values();

    private VoterLayout() {}

    static void writeExecutor(AvroWriter out, ExecutorId executor) {
        out.string(executor.value());
    }

    static ExecutorId readExecutor(AvroReader in) {
        return new ExecutorId(in.string());
    }

    static void writeSupporter(AvroWriter out, Supporter supporter) {
        out.string(supporter.executorId().value())
                .number(supporter.responseOffset())
                .number(supporter.index())
                .digest(supporter.responseHash())
                .optional(supporter.certificate(), VoterLayout::writeCertificate);
    }

    static Supporter readSupporter(AvroReader in) {
        return new Supporter(
                readExecutor(in),
                in.longNumber(),
                in.intNumber(),
                in.digest(),
                in.optional(VoterLayout::readCertificate));
    }

    static void writeDissenter(AvroWriter out, Dissenter dissenter) {
        out.string(dissenter.executorId().value())
                .number(dissenter.responseOffset())
                .number(dissenter.index())
                .digest(dissenter.responseHash())
                .symbol(dissenter.differs());
    }

    static Dissenter readDissenter(AvroReader in) {
        return new Dissenter(readExecutor(in), in.longNumber(), in.intNumber(), in.digest(), in.symbol(DIFFERENCES));
    }

    private static void writeCertificate(AvroWriter out, ResponseCertificate certificate) {
        EnvelopeLayout.write(out, certificate.header());
        out.bytes(certificate.response()).number(certificate.index());
        EnvelopeLayout.writePath(out, certificate.path());
    }

    private static ResponseCertificate readCertificate(AvroReader in) {
        SignedEnvelope header = EnvelopeLayout.read(in);
        Bytes response = in.bytes();
        int index = in.intNumber();
        return new ResponseCertificate(header, response, index, EnvelopeLayout.readPath(in));
    }
}
