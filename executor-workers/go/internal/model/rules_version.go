package model

import "fmt"

// RulesVersion is the version of the rules that a deployment was founded under, from 1: it stands in genesis and never changes
// there. Whatever differs between versions is a question to it.
type RulesVersion int32

const (
	// FirstRules are those of every genesis that names none.
	FirstRules  RulesVersion = 1
	latestRules RulesVersion = 2
)

// Refuse is the error that names a version that this release does not know, nil for one that it knows.
func (v RulesVersion) Refuse() error {
	if v > latestRules {
		return fmt.Errorf("genesis asks for rules version %d, this release knows those up to %d; use a newer one", v, latestRules)
	}
	return nil
}

// TellsTooOldFromReplayed reports whether a sequence below the replay window is SEQUENCE_TOO_OLD, and not REPLAYED like one that
// was used.
func (v RulesVersion) TellsTooOldFromReplayed() bool { return v >= 2 }

// ValidatesStrayKeys reports whether the reason of a refused genesis depends on the validity of its public keys, which is costly.
func (v RulesVersion) ValidatesStrayKeys() bool { return v < 2 }

// BoundsVerdicts reports whether a policy is refused under which a verdict could outgrow what a record may hold.
func (v RulesVersion) BoundsVerdicts() bool { return v >= 2 }
