package io.tribunal.conformance.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as a table, one row for each group and one column for each executor, followed by the first failures. */
public final class ResultTable {
    private final List<String> columns;
    private final Map<String, Map<String, CheckResult>> rows = new LinkedHashMap<>();

    public ResultTable(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    public void put(String row, String column, CheckResult result) {
        rows.computeIfAbsent(row, none -> new LinkedHashMap<>()).put(column, result);
    }

    public boolean isPassed() {
        return rows.values().stream()
                .allMatch(row ->
                        row.size() == columns.size() && row.values().stream().allMatch(CheckResult::isPassed));
    }

    public void print(PrintWriter out) {
        int first = width("check", rows.keySet());
        List<Integer> widths = new ArrayList<>();
        columns.forEach(column -> widths.add(width(column, cells(column))));
        line(out, first, "check", widths, columns);
        rows.forEach((name, row) -> line(
                out,
                first,
                name,
                widths,
                columns.stream().map(column -> cell(row, column)).toList()));
        failures(out);
        out.flush();
    }

    private List<String> cells(String column) {
        return rows.values().stream().map(row -> cell(row, column)).toList();
    }

    private static String cell(Map<String, CheckResult> row, String column) {
        CheckResult result = row.get(column);
        return result == null ? "-" : result + (result.isPassed() ? "" : " FAILED");
    }

    private static int width(String head, Iterable<String> cells) {
        int width = head.length();
        for (String cell : cells) {
            width = Math.max(width, cell.length());
        }
        return width;
    }

    private static void line(PrintWriter out, int first, String name, List<Integer> widths, List<String> cells) {
        StringBuilder line = new StringBuilder(padded(name, first));
        for (int i = 0; i < cells.size(); i++) {
            line.append("  ").append(padded(cells.get(i), widths.get(i)));
        }
        out.println(line.toString().stripTrailing());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private void failures(PrintWriter out) {
        rows.forEach((name, row) -> row.forEach((column, result) ->
                result.firstFailure().ifPresent(failure -> out.println(column + ": " + name + ": " + failure))));
    }
}
