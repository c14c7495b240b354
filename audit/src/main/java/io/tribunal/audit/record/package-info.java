/** Each executor's record so far, derived by hearing the partitions' logs again. */
@NullMarked
package io.tribunal.audit.record;

import org.jspecify.annotations.NullMarked;
