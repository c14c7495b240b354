/** What commands read: files that the user names, and the logs of a deployment. */
@NullMarked
package io.tribunal.cli.input;

import org.jspecify.annotations.NullMarked;
