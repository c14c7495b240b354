package worker

const (
	// ShortestFlushMs is the least time between two flushes, up to 100 answers a second.
	ShortestFlushMs = 2
	// LongestFlushMs is the time between two flushes from 1,000 answers a second on.
	LongestFlushMs = 20
	// fullRate: answers a ms from which on the interval is the longest one.
	fullRate = 1.0
	// paceMemoryMs: the rate is that of about so long.
	paceMemoryMs = 100
)

// FlushPace decides when all partitions are flushed together, so that requests to the brokers are bounded by time and batches
// grow with the load: a lone answer goes at once; while more follow, there is at most one flush in each interval, which is
// proportional to the answers a second. Times in ms of any clock that only goes forward. The zero value is ready.
type FlushPace struct {
	flushed   bool
	flushedAt int64
	rate      float64
}

// Interval is the ms from the last flush to the next.
func (p *FlushPace) Interval() int64 {
	return min(max(int64(LongestFlushMs*p.rate/fullRate), ShortestFlushMs), LongestFlushMs)
}

// Wait is the ms until the next flush may happen, 0 when it may now.
func (p *FlushPace) Wait(now int64) int64 {
	if !p.flushed {
		return 0
	}
	return max(0, p.flushedAt+p.Interval()-now)
}

// Flushed notes a flush that began then, with so many answers of all partitions.
func (p *FlushPace) Flushed(at int64, answers int) {
	elapsed := float64(LongestFlushMs)
	if p.flushed {
		elapsed = float64(max(1, at-p.flushedAt))
	}
	p.rate += (float64(answers)/elapsed - p.rate) * min(1, elapsed/paceMemoryMs)
	p.flushed, p.flushedAt = true, at
}
