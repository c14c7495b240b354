package io.tribunal.cli.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.audit.bundle.Summary;
import io.tribunal.audit.record.ExecutorRecord;
import io.tribunal.audit.record.StatisticPath;
import io.tribunal.cli.commands.TopicsCommand;
import io.tribunal.cli.demo.DemoSummary;
import io.tribunal.cli.output.VerificationJson;
import io.tribunal.core.detection.Standing;
import io.tribunal.statestore.state.AccountState;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field that a command writes as JSON has one documented meaning. */
class JsonFieldTest {
    private static final Path OUTPUT = Path.of("src/main/java/io/tribunal/cli/output");
    private static final Pattern PUT = Pattern.compile("json\\.put\\(\\s*\"([^\"]+)\"");
    private static final Set<String> OF_KEYS_COMMAND = Set.of("file", "keyId", "publicKey");

    @Test
    void shouldDocumentEveryFieldAndNoOther() throws IOException {
        assertThat(JsonField.all().stream().map(JsonField::name)).containsExactlyElementsOf(written());
    }

    @Test
    void shouldWriteEveryFieldAsOneWord() throws IOException {
        assertThat(written()).allMatch(name -> name.matches("[a-z][A-Za-z0-9]*"));
    }

    private static Set<String> written() throws IOException {
        Set<String> names = new TreeSet<>(OF_KEYS_COMMAND);
        try (Stream<Path> files = Files.list(OUTPUT)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Json.java")).toList()) {
                Matcher put = PUT.matcher(Files.readString(file));
                while (put.find()) {
                    names.add(put.group(1));
                }
            }
        }
        Arrays.stream(Standing.values())
                .map(standing -> standing.name().toLowerCase(Locale.ROOT))
                .forEach(names::add);
        records().forEach(type -> addComponents(type, names));
        return names;
    }

    /** Records that are written as JSON as they are. */
    private static Stream<Class<?>> records() throws IOException {
        return Stream.concat(
                Stream.of(
                        AccountState.class,
                        StatisticPath.Step.class,
                        ExecutorRecord.Sum.class,
                        Summary.class,
                        Summary.Ballot.class,
                        DemoSummary.class,
                        decisionSummary()),
                Stream.of(VerificationJson.class, TopicsCommand.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredClasses()))
                        .filter(Class::isRecord));
    }

    private static Class<?> decisionSummary() {
        return Arrays.stream(DemoSummary.class.getRecordComponents())
                .filter(component -> component.getName().equals("decisions"))
                .map(RecordComponent::getGenericType)
                .map(ParameterizedType.class::cast)
                .map(type -> (Class<?>) type.getActualTypeArguments()[0])
                .findFirst()
                .orElseThrow();
    }

    private static void addComponents(Class<?> type, Set<String> names) {
        List.of(type.getRecordComponents()).forEach(component -> names.add(component.getName()));
    }
}
