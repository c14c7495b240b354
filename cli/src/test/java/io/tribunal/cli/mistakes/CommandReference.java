package io.tribunal.cli.mistakes;

import io.tribunal.cli.AddedCommand;
import io.tribunal.cli.Main;
import io.tribunal.cli.mistakes.Mistake.Ending;
import io.tribunal.deployment.error.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes docs/cli.md from the commands, the exit codes, the names of JSON fields and the mistakes, each from its only source. */
final class CommandReference {
    private static final String HEAD = """
            # Commands

            Every command with its options, the exit codes, the fields of JSON output, and what each mistake leads to. This file is generated
            from the commands and from the mistakes that `MistakesTest` makes, which holds it against them
            ([how to generate it again](building.md#generated-documents)). [Usage](usage.md) shows the commands at work; `bench` is described in
            [performance](performance.md).

            Results go to standard output, messages and logs to standard error. Both are UTF-8 whatever the locale, and so are arguments and
            names of files. An option wins over a `TRIBUNAL_...` variable, which wins over a settings file.

            ## Exit codes
            """;
    private static final String SIGNALS = """

            A command that a signal ends has 128 and the signal's number: 130 after Ctrl-C, 143 after SIGTERM.

            ## Output
            Text output is for people. In it, a name that is not made of ASCII letters, digits and `._:/@+-` alone stands in double quotes, with
            `\\u....` for control characters, direction marks, invisible characters, and characters that look like others. Different names never
            look the same. JSON output (`--output json`) is for programs: one object a line, with these fields wherever they occur.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private CommandReference() {}

    /**
     * The whole document.
     *
     * @param endings what each mistake led to, in the order to be shown
     * @param directory that holds the files of {@link MistakeFiles}
     */
    static String generate(Map<Mistake, Ending> endings, Path directory) {
        CommandReference reference = new CommandReference();
        reference.exitCodes();
        reference.text.append(SIGNALS).append('\n');
        reference.table(
                "field",
                "meaning",
                JsonField.all().stream()
                        .map(field -> List.of(code(field.name()), field.meaning()))
                        .toList());
        reference.text.append("\n## Options of the commands\n");
        reference.command(Main.commandLine().getCommandSpec());
        reference.mistakes(endings, directory);
        return reference.text.toString();
    }

    private void exitCodes() {
        table(
                "code",
                "meaning",
                Arrays.stream(ExitCode.values())
                        .map(code -> List.of(Integer.toString(code.code()), code.meaning()))
                        .toList());
    }

    private void command(CommandSpec command) {
        if (command.parent() != null) {
            text.append("\n### ").append(command.qualifiedName()).append('\n');
            text.append(sentences(command.usageMessage().description())).append('\n');
            List<List<String>> options = options(command);
            if (!options.isEmpty()) {
                text.append('\n');
                table("option", "meaning", options);
            }
        }
        command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(sub -> !(sub.userObject() instanceof AddedCommand))
                .forEach(this::command);
    }

    private static List<List<String>> options(CommandSpec command) {
        List<List<String>> options = new ArrayList<>();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            options.add(List.of(code(parameter.paramLabel()), sentences(parameter.description())));
        }
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                options.add(List.of(
                        code(option.longestName() + value) + (option.required() ? " (required)" : ""),
                        sentences(option.description())
                                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()))));
            }
        }
        return options;
    }

    private void mistakes(Map<Mistake, Ending> endings, Path directory) {
        text.append("\n## Mistakes\nWhat a command answers, without the line that points to `--help`.\n\n");
        text.append("| command | mistake | code | message |\n|---|---|---|---|\n");
        endings.forEach((mistake, ending) -> row(List.of(
                code(mistake.shown().replace("0".repeat(64), "000...")),
                mistake.what(),
                Integer.toString(ending.code()),
                cell(Mistake.shown(ending, directory)))));
    }

    private void table(String first, String second, List<List<String>> rows) {
        text.append("| %s | %s |\n|---|---|\n".formatted(first, second));
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String sentences(String... lines) {
        return String.join(" ", lines).replace("|", "\\|");
    }

    private static String code(String text) {
        return "`" + text.strip().replace("|", "\\|") + "`";
    }

    private static String cell(String lines) {
        return lines.lines().map(CommandReference::code).collect(Collectors.joining("<br>"));
    }
}
