package model

import (
	"math"
	"testing"
)

func TestLaterRulesAreRefusedByName(t *testing.T) {
	for _, known := range []RulesVersion{1, 2} {
		if err := known.Refuse(); err != nil {
			t.Error(err)
		}
	}
	for _, later := range []RulesVersion{3, math.MaxInt32} {
		if later.Refuse() == nil {
			t.Errorf("%d is not refused", later)
		}
	}
	want := "genesis asks for rules version 3, this release knows those up to 2; use a newer one"
	if got := RulesVersion(3).Refuse().Error(); got != want {
		t.Error(got)
	}
}

func TestTooOldIsToldFromReplayedFromTheSecondOn(t *testing.T) {
	if FirstRules.TellsTooOldFromReplayed() || !latestRules.TellsTooOldFromReplayed() {
		t.Error("told by the wrong versions")
	}
}
