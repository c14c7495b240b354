// Package metrics holds an executor's metrics and their Prometheus text format.
package metrics

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// The counters, since the start of the process. ExecuteNanos is time spent on admitted requests.
var (
	Answered      atomic.Uint64
	Rejected      atomic.Uint64
	Batches       atomic.Uint64
	ExecuteNanos  atomic.Uint64
	WriteFailures atomic.Uint64
	BacklogBytes  atomic.Int64
)

var (
	lock      sync.Mutex
	processed = map[int32]int64{}
)

// ProcessedTo remembers up to which business offset a partition was announced as handled.
func ProcessedTo(partition int32, offset int64) {
	lock.Lock()
	defer lock.Unlock()
	processed[partition] = offset
}

// Write writes all of it.
func Write(out io.Writer, executor, version string) {
	head := func(name, kind, help string) {
		fmt.Fprintf(out, "# HELP tribunal_executor_%s %s\n# TYPE tribunal_executor_%s %s\n", name, help, name, kind)
	}
	head("requests_total", "counter", "Entries of business-log that were answered or rejected.")
	fmt.Fprintf(out, "tribunal_executor_requests_total{outcome=\"answered\"} %d\n", Answered.Load())
	fmt.Fprintf(out, "tribunal_executor_requests_total{outcome=\"rejected\"} %d\n", Rejected.Load())
	head("batches_total", "counter", "Signed batches written, heartbeats among them.")
	fmt.Fprintf(out, "tribunal_executor_batches_total %d\n", Batches.Load())
	head("processed_offset", "gauge", "Business offset up to which everything is handled.")
	lock.Lock()
	for _, partition := range slices.Sorted(maps.Keys(processed)) {
		fmt.Fprintf(out, "tribunal_executor_processed_offset{partition=\"%d\"} %d\n", partition, processed[partition])
	}
	lock.Unlock()
	head("backlog_bytes", "gauge", "Bytes of answers that wait to be written.")
	fmt.Fprintf(out, "tribunal_executor_backlog_bytes %d\n", BacklogBytes.Load())
	head("execute_seconds_total", "counter", "Time spent on admitted requests.")
	fmt.Fprintf(out, "tribunal_executor_execute_seconds_total %.6f\n", float64(ExecuteNanos.Load())/1e9)
	head("write_failures_total", "counter", "Times that writing began anew after a failure.")
	fmt.Fprintf(out, "tribunal_executor_write_failures_total %d\n", WriteFailures.Load())
	head("info", "gauge", "What this executor is.")
	fmt.Fprintf(out, "tribunal_executor_info{executor=%q,language=\"go\",version=%q} 1\n", executor, version)
}
