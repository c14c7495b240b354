/** Ed25519: keys, signing and verification through the providers that do each of them right and fast. */
@NullMarked
package io.tribunal.schemas.signing;

import org.jspecify.annotations.NullMarked;
