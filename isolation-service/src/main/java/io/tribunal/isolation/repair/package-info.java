/** Where certified decisions are published, and how validators repair missing records in rotation (ADR 0015). */
@NullMarked
package io.tribunal.isolation.repair;

import org.jspecify.annotations.NullMarked;
