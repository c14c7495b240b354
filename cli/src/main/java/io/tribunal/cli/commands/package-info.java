/** One class for each subcommand of {@code tribunal}: it reads its options, does its work and prints. */
@NullMarked
package io.tribunal.cli.commands;

import org.jspecify.annotations.NullMarked;
