package rules

import (
	"fmt"

	"tribunal/internal/model"
)

// validatorSet decides which signatures suffice: those of v + 1 validators of genesis, or of the threshold of root keys.
type validatorSet struct{ genesis *model.Genesis }

// needed is v + 1; 0 where there are no validators and ROOT alone decides.
func (s validatorSet) needed() int {
	if len(s.genesis.Validators) == 0 {
		return 0
	}
	return s.genesis.OneHonestValidator()
}

// objection returns the reason why a certificate, or the mandate in it, is not sufficient; empty if it is.
func (s validatorSet) objection(registry Registry, decision *model.Control) string {
	if len(decision.Certificate) > len(s.genesis.Validators) {
		return fmt.Sprintf("more signatures than the %d validators could make", len(s.genesis.Validators))
	}
	if s.ratifiers(registry, decision) < s.needed() {
		return fmt.Sprintf("fewer than %d validators have signed it", s.needed())
	}
	mandate, ok := decision.Subject.(*model.Mandate)
	switch {
	case ok && !s.isMandated(registry, mandate):
		return fmt.Sprintf("fewer than %d root signatures", s.genesis.RootThreshold)
	case !ok && len(s.genesis.Validators) == 0:
		return "there are no validators who could decide that"
	}
	return ""
}

// ratifiers counts the distinct validators that have signed: owners, not keys and not signatures.
func (s validatorSet) ratifiers(registry Registry, decision *model.Control) int {
	message := decision.SignedBytes()
	signers := map[string]bool{}
	for _, signature := range decision.Certificate {
		if owner, ok := registry.Signer(model.Validator, message, signature); ok && s.genesis.IsValidator(owner) {
			signers[owner] = true
		}
	}
	return len(signers)
}

func (s validatorSet) isMandated(registry Registry, mandate *model.Mandate) bool {
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
	return len(owners) >= int(s.genesis.RootThreshold)
}
