package io.tribunal.lab.baseline;

import java.util.List;

/**
 * Mean sizes of the records' values in a real run, in bytes.
 *
 * @param entry one business-log record
 * @param batch a response-log record without its responses
 * @param response one response in it
 * @param verdict one verdicts record
 */
public record RecordSizes(int entry, int batch, int response, int verdict) {
    List<String> arguments() {
        return List.of(
                Integer.toString(entry),
                Integer.toString(batch),
                Integer.toString(response),
                Integer.toString(verdict));
    }

    static RecordSizes of(List<String> arguments) {
        return new RecordSizes(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)));
    }
}
