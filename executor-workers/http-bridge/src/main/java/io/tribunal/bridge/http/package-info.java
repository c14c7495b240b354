/** Runs an existing, unchanged HTTP service as an executor; see the README of this module. */
@NullMarked
package io.tribunal.bridge.http;

import org.jspecify.annotations.NullMarked;
