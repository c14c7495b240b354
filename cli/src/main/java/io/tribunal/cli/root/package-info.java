/** Mandates of ROOT: proposals, their signatures, and how they get into the logs. */
@NullMarked
package io.tribunal.cli.root;

import org.jspecify.annotations.NullMarked;
