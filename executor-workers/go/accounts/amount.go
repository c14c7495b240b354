package accounts

import (
	"math/big"
	"strings"
)

const (
	digitsBefore = 18
	digitsAfter  = 8
)

var (
	bound = power(digitsBefore + digitsAfter)
)

func power(exponent int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(exponent), nil)
}

// parseAmount reads -?[0-9]{1,18}(\.[0-9]{1,8})? as a whole number of 10^-8; nil when the text is none.
func parseAmount(text string) *big.Int {
	unsigned, negative := strings.CutPrefix(text, "-")
	whole, part, hasPart := strings.Cut(unsigned, ".")
	if !isDigits(whole, digitsBefore) || hasPart && !isDigits(part, digitsAfter) {
		return nil
	}
	units, _ := new(big.Int).SetString(whole+part+strings.Repeat("0", digitsAfter-len(part)), 10)
	if negative {
		units.Neg(units)
	}
	return units
}

func isDigits(text string, most int) bool {
	if text == "" || len(text) > most {
		return false
	}
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}

// formatAmount prints the shortest form, such as 0 or -12.5.
func formatAmount(units *big.Int) string {
	digits := new(big.Int).Abs(units).String()
	if len(digits) <= digitsAfter {
		digits = strings.Repeat("0", digitsAfter+1-len(digits)) + digits
	}
	whole, part := digits[:len(digits)-digitsAfter], strings.TrimRight(digits[len(digits)-digitsAfter:], "0")
	if part != "" {
		whole += "." + part
	}
	if units.Sign() < 0 {
		return "-" + whole
	}
	return whole
}

func isTooLarge(units *big.Int) bool { return units.CmpAbs(bound) >= 0 }
