/** What one validator derives from one partition's logs: findings, and proposals that follow from them (PROTOCOL 8). */
@NullMarked
package io.tribunal.core.pipeline;

import org.jspecify.annotations.NullMarked;
