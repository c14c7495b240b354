package io.tribunal.worker;

import java.util.Optional;

/**
 * A service outside, and who signs its answers.
 *
 * @param signer empty when this process does, with the key of {@code tribunal.key.file}
 */
public record Bridge(Service service, Optional<ExecutorSigner> signer) {}
