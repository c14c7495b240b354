package worker

import "testing"

// flushes counts the flushes of so many ms with a constant rate of answers a ms.
func flushes(pace *FlushPace, from, ms int64, rate float64) int {
	count, waiting := 0, 0.0
	for now := from; now < from+ms; now++ {
		waiting += rate
		if waiting >= 1 && pace.Wait(now) == 0 {
			pace.Flushed(now, int(waiting))
			waiting -= float64(int(waiting))
			count++
		}
	}
	return count
}

func TestPaceLetsALoneAnswerGoAtOnce(t *testing.T) {
	var pace FlushPace
	if pace.Wait(0) != 0 {
		t.Error("the first one waits")
	}
	if got := flushes(&pace, 0, 2000, 0.1); got < 199 || got > 200 {
		t.Errorf("%d flushes of 200 answers at 100/s", got)
	}
	flushes(&pace, 2000, 1000, 5)
	if pace.Wait(3000+LongestFlushMs) != 0 {
		t.Error("a lone one waits after a load")
	}
}

func TestPaceFlushesOnceInAnInterval(t *testing.T) {
	var pace FlushPace
	pace.Flushed(50, 1)
	if got := pace.Wait(51); got != ShortestFlushMs-1 {
		t.Errorf("waits %d ms", got)
	}
	flushes(&pace, 100, 1000, 3)
	if got := flushes(&pace, 1100, 1000, 3); got != 50 {
		t.Errorf("%d flushes a second at 3,000/s", got)
	}
	for rate := 0.05; rate < 5; rate += 0.05 {
		if got := flushes(&pace, int64(rate*1e6), 1000, rate); got > 260 {
			t.Errorf("%d flushes a second at %v a ms", got, rate)
		}
	}
}

func TestPaceForgetsALoad(t *testing.T) {
	var pace FlushPace
	flushes(&pace, 0, 1000, 5)
	flushes(&pace, 1000, 600, 0.1)
	if got := pace.Interval(); got > 3 {
		t.Errorf("%d ms", got)
	}
	pace.Flushed(100_000, 100)
	if got := pace.Interval(); got != ShortestFlushMs {
		t.Errorf("%d ms after a burst that followed a silence", got)
	}
}
