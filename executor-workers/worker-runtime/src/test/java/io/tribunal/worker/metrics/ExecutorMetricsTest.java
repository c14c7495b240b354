package io.tribunal.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tribunal.core.identity.ExecutorId;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExecutorMetricsTest {
    @Test
    void shouldReportEveryMetricUnderItsSharedName() {
        AtomicLong nanos = new AtomicLong();
        ExecutorMetrics metrics = new ExecutorMetrics(new ExecutorId("e1"), nanos::get);
        long begun = metrics.now();
        nanos.set(1_500_000_000);
        metrics.answered(begun);
        metrics.rejected();
        metrics.rejected();
        metrics.written(3, 41);
        metrics.written(3, 42);
        metrics.backlog(77);
        metrics.writeFailed();

        assertThat(metrics.text().lines())
                .contains(
                        "tribunal_executor_requests_total{outcome=\"answered\"} 1",
                        "tribunal_executor_requests_total{outcome=\"rejected\"} 2",
                        "tribunal_executor_batches_total 2",
                        "tribunal_executor_processed_offset{partition=\"3\"} 42",
                        "tribunal_executor_backlog_bytes 77",
                        "tribunal_executor_execute_seconds_total 1.500000",
                        "tribunal_executor_write_failures_total 1",
                        "# TYPE tribunal_executor_requests_total counter",
                        "tribunal_executor_info{executor=\"e1\",language=\"java\",version=\"" + Runtime.version()
                                + "\"} 1");
    }
}
