/** The topic of rules: genesis and the certified decisions, for readers that do not read business-log (PROTOCOL 1). */
@NullMarked
package io.tribunal.kafka.rules;

import org.jspecify.annotations.NullMarked;
