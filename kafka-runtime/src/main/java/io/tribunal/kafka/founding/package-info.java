/** The topics with which a deployment was founded, and whether those on the brokers are still the same. */
@NullMarked
package io.tribunal.kafka.founding;

import org.jspecify.annotations.NullMarked;
