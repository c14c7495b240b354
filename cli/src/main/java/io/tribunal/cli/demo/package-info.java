/** The demo: sends a load to a fresh deployment, then checks the run from the logs. */
@NullMarked
package io.tribunal.cli.demo;

import org.jspecify.annotations.NullMarked;
