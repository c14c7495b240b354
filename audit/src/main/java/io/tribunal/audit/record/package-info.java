/** Each executor's record so far, derived by replaying the partitions' logs. */
@NullMarked
package io.tribunal.audit.record;

import org.jspecify.annotations.NullMarked;
