/** Ed25519 keys, signing and verification, each with the fastest correct provider. */
@NullMarked
package io.tribunal.schemas.signing;

import org.jspecify.annotations.NullMarked;
