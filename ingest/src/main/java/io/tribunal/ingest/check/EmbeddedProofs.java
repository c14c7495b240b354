package io.tribunal.ingest.check;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.schemas.codec.MalformedRecordException;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Optional;

/** Decodes the signed responses that a verdict embeds ({@code verdict.certificate=embedded}). */
public final class EmbeddedProofs implements ProofSource {
    @Override
    public Optional<ResponseProof> proofOf(int partition, Verdict.Supporter supporter) {
        return supporter.certificate().flatMap(EmbeddedProofs::decode);
    }

    private static Optional<ResponseProof> decode(Verdict.ResponseCertificate certificate) {
        try {
            return Optional.of(new ResponseProof(
                    certificate.header(),
                    PayloadCodec.decodeHeader(certificate.header().payload()),
                    certificate.response(),
                    PayloadCodec.decodeResponse(certificate.response()),
                    certificate.index(),
                    certificate.path()));
        } catch (MalformedRecordException unreadable) {
            return Optional.empty();
        }
    }
}
