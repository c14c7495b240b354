package rules

import (
	"fmt"

	"tribunal/internal/model"
)

// bench is the validators of genesis, of whom v + 1 decide, and the root keys' threshold.
type bench struct{ genesis *model.Genesis }

// needed is v + 1; 0 where there are no validators and ROOT alone decides.
func (b bench) needed() int {
	if len(b.genesis.Validators) == 0 {
		return 0
	}
	return b.genesis.OneHonestValidator()
}

// objection says what a certificate lacks, or the mandate in it.
func (b bench) objection(registry Registry, decision *model.Control) string {
	if len(decision.Certificate) > len(b.genesis.Validators) {
		return fmt.Sprintf("more signatures than the %d validators could make", len(b.genesis.Validators))
	}
	if b.ratifiers(registry, decision) < b.needed() {
		return fmt.Sprintf("fewer than %d validators have signed it", b.needed())
	}
	mandate, ok := decision.Subject.(*model.Mandate)
	switch {
	case ok && !b.isMandated(registry, mandate):
		return fmt.Sprintf("fewer than %d root signatures", b.genesis.RootThreshold)
	case !ok && len(b.genesis.Validators) == 0:
		return "there are no validators who could decide that"
	}
	return ""
}

// ratifiers counts the distinct validators who have signed: owners, not keys and not signatures.
func (b bench) ratifiers(registry Registry, decision *model.Control) int {
	message := decision.SignedBytes()
	signers := map[string]bool{}
	for _, signature := range decision.Certificate {
		if owner, ok := registry.Signer(model.Validator, message, signature); ok && b.genesis.IsValidator(owner) {
			signers[owner] = true
		}
	}
	return len(signers)
}

func (b bench) isMandated(registry Registry, mandate *model.Mandate) bool {
	if len(mandate.Signatures) > len(registry.keys) {
		return false
	}
	message := mandate.SignedBytes()
	owners := map[string]bool{}
	for _, signature := range mandate.Signatures {
		if owner, ok := registry.Signer(model.Root, message, signature); ok {
			owners[owner] = true
		}
	}
	return len(owners) >= int(b.genesis.RootThreshold)
}
