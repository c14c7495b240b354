package accounts

import (
	"math/big"
	"strings"
)

// account is a balance in units of 10^-8, the overdraft as state keeps it, and the lowest value the balance may sink to;
// nil where there is none.
type account struct {
	units     *big.Int
	overdraft string
	floor     *big.Int
}

// opened has a balance of zero; false when the overdraft is neither a known word nor an amount of 0 or more.
func opened(overdraft string) (account, bool) {
	switch overdraft {
	case "none":
		return account{new(big.Int), overdraft, new(big.Int)}, true
	case "unlimited":
		return account{new(big.Int), overdraft, nil}, true
	}
	limit := parseAmount(overdraft)
	if limit == nil || limit.Sign() < 0 {
		return account{}, false
	}
	return account{new(big.Int), formatAmount(limit), new(big.Int).Neg(limit)}, true
}

// decode reads an account from the state. Only this service writes there, so that anything else is a fault of the
// program, to be answered INTERNAL.
func decode(value []byte) account {
	balance, overdraft, _ := strings.Cut(string(value), "|")
	found, ok := opened(overdraft)
	units := parseAmount(balance)
	if !ok || units == nil {
		panic("not an account in state")
	}
	found.units = units
	return found
}

func (a account) encode() []byte { return []byte(formatAmount(a.units) + "|" + a.overdraft) }

func (a account) moved(by *big.Int) account {
	return account{new(big.Int).Add(a.units, by), a.overdraft, a.floor}
}

func (a account) isBelowFloor() bool { return a.floor != nil && a.units.Cmp(a.floor) < 0 }
