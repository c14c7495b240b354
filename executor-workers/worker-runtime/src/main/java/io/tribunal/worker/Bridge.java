package io.tribunal.worker;

import java.util.Optional;

/**
 * A service outside this process, and the signer of its answers.
 *
 * @param signer empty when this process signs, with the key of {@code tribunal.key.file}
 */
public record Bridge(Service service, Optional<ExecutorSigner> signer) {}
