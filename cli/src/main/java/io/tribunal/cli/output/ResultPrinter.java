package io.tribunal.cli.output;

import io.tribunal.cli.options.OutputFormat;
import java.io.PrintWriter;
import java.util.function.Function;

/** Prints results one by one, in the format that the user chose. */
public record ResultPrinter(OutputFormat format, PrintWriter out) {
    /**
     * Prints one result, and flushes so that a reader behind a pipe sees it at once.
     *
     * @param json makes a record, map or tree of the result
     */
    public <T> void print(T result, Function<? super T, String> text, Function<? super T, ?> json) {
        switch (format) {
            case TEXT -> out.println(text.apply(result));
            case JSON -> new JsonLines(out).print(json.apply(result));
        }
        out.flush();
    }
}
