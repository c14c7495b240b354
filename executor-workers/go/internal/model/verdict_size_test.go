package model

import "testing"

func TestVerdictsAreBoundedFromTheSecondRulesOn(t *testing.T) {
	for _, one := range []struct {
		version   RulesVersion
		executors int
		embeds    bool
		bounded   bool
	}{{2, 14, true, true}, {2, 15, true, false}, {2, 1000, false, true}, {2, 20_000, false, false}, {1, 1000, true, true}} {
		genesis := Genesis{Executors: make([]string, one.executors), RulesVersion: one.version}
		if genesis.Bounds(&Policy{EmbedCertificates: one.embeds}) != one.bounded {
			t.Errorf("%+v", one)
		}
	}
}
