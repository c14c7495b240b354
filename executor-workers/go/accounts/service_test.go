package accounts

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand"
	"strings"
	"testing"

	"tribunal/sdk"
)

const nines = "999999999999999999.99999999"

// bank is a state that the answers of the service are applied to.
type bank map[string]string

func (b bank) Get(key []byte) ([]byte, bool) {
	value, ok := b[string(key)]
	return []byte(value), ok
}

func (b bank) ask(ledger, operation, contentType, body string) string {
	answer := Execute(b, sdk.Request{ShardKey: ledger, Operation: operation, ContentType: contentType, Body: []byte(body)})
	for _, write := range answer.Writes {
		b[string(write.Key)] = string(write.Value)
	}
	if answer.ContentType != sdk.JSON || answer.Status == sdk.Refused && len(answer.Writes) > 0 {
		panic("a refusal that writes, or another content type")
	}
	if answer.Status == sdk.Refused {
		return "REFUSED " + string(answer.Output)
	}
	return string(answer.Output)
}

func (b bank) say(operation, body string) string { return b.ask("main", operation, sdk.JSON, body) }

func member(pairs ...string) string {
	members := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		members[pairs[i]] = pairs[i+1]
	}
	text, _ := json.Marshal(members)
	return string(text)
}

func open(account, overdraft string) string {
	return member("account", account, "overdraft", overdraft)
}
func increment(account, amount string) string { return member("account", account, "amount", amount) }
func transfer(from, to, amount string) string {
	return member("from", from, "to", to, "amount", amount)
}
func refused(code string) string { return `REFUSED {"error":"` + code + `"}` }
func holds(account, balance string) string {
	return `{"account":"` + account + `","balance":"` + balance + `"}`
}

// filled has poor 0, rich 1000, full at the top, deep at the bottom without limit, limited 12.25 down to -100.25.
func filled() bank {
	b := bank{}
	b.say("OPEN", open("poor", "none"))
	b.say("OPEN", open("rich", "none"))
	b.say("INCREMENT", increment("rich", "1000"))
	b.say("OPEN", open("full", "none"))
	b.say("INCREMENT", increment("full", nines))
	b.say("OPEN", open("deep", "unlimited"))
	b.say("INCREMENT", increment("deep", "-"+nines))
	b.say("OPEN", open("limited", "100.250"))
	b.say("INCREMENT", increment("limited", "12.25"))
	return b
}

func TestContract(t *testing.T) {
	name128 := strings.Repeat("é", 64)
	for _, one := range []struct{ operation, body, expected string }{
		{"OPEN", "[]", refused("BAD_REQUEST")},
		{"OPEN", "null", refused("BAD_REQUEST")},
		{"OPEN", `"x"`, refused("BAD_REQUEST")},
		{"OPEN", "{}", refused("BAD_REQUEST")},
		{"OPEN", "{", refused("BAD_REQUEST")},
		{"OPEN", "", refused("BAD_REQUEST")},
		{"NOPE", "7", refused("BAD_REQUEST")},
		{"OPEN", member("account", "new"), refused("BAD_REQUEST")},
		{"OPEN", `{"account":"new","overdraft":null}`, refused("BAD_REQUEST")},
		{"OPEN", `{"account":"new","overdraft":5}`, refused("BAD_REQUEST")},
		{"OPEN", `{"account":["new"],"overdraft":"none"}`, refused("BAD_REQUEST")},
		{"OPEN", `{"account":{"account":"new"},"overdraft":"none"}`, refused("BAD_REQUEST")},
		{"OPEN", `{"account":"new","extra":"1","overdraft":"none"}`, refused("BAD_REQUEST")},
		{"OPEN", `{"Account":"new","overdraft":"none"}`, refused("BAD_REQUEST")},
		{"OPEN", open("", "bad"), refused("BAD_REQUEST")},
		{"OPEN", open(name128+"x", "none"), refused("BAD_REQUEST")},
		{"OPEN", open("a\x00b", "none"), refused("BAD_REQUEST")},
		{"TRANSFER", transfer("poor", "\x00", "1"), refused("BAD_REQUEST")},
		{"GET", open("poor", "none"), refused("BAD_REQUEST")},
		{"INCREMENT", `{"account":"poor","amount":1}`, refused("BAD_REQUEST")},
		{"TRANSFER", transfer("", "poor", "x"), refused("BAD_REQUEST")},
		{"NOPE", "{}", refused("UNKNOWN_OPERATION")},
		{"open", open("new", "none"), refused("UNKNOWN_OPERATION")},
		{"", "{}", refused("UNKNOWN_OPERATION")},
		{" GET", member("account", "poor"), refused("UNKNOWN_OPERATION")},
		{"OPEN", open("poor", "NONE"), refused("BAD_AMOUNT")},
		{"OPEN", open("new", ""), refused("BAD_AMOUNT")},
		{"OPEN", open("new", "-0.00000001"), refused("BAD_AMOUNT")},
		{"INCREMENT", increment("nobody", "x"), refused("BAD_AMOUNT")},
		{"TRANSFER", transfer("poor", "poor", "0"), refused("BAD_AMOUNT")},
		{"TRANSFER", transfer("poor", "rich", "-0"), refused("BAD_AMOUNT")},
		{"TRANSFER", transfer("poor", "rich", "-1"), refused("BAD_AMOUNT")},
		{"TRANSFER", transfer("nobody", "nobody", "1"), refused("SAME_ACCOUNT")},
		{"GET", member("account", "Poor"), refused("UNKNOWN_ACCOUNT")},
		{"INCREMENT", increment("nobody", "-1"), refused("UNKNOWN_ACCOUNT")},
		{"TRANSFER", transfer("nobody", "poor", "1"), refused("UNKNOWN_ACCOUNT")},
		{"TRANSFER", transfer("poor", "nobody", "1"), refused("UNKNOWN_ACCOUNT")},
		{"OPEN", open("poor", "unlimited"), refused("ALREADY_OPEN")},
		{"INCREMENT", increment("poor", "-0.00000001"), refused("INSUFFICIENT_FUNDS")},
		{"INCREMENT", increment("limited", "-112.50000001"), refused("INSUFFICIENT_FUNDS")},
		{"TRANSFER", transfer("poor", "full", "1"), refused("INSUFFICIENT_FUNDS")},
		{"INCREMENT", increment("full", "0.00000001"), refused("OUT_OF_RANGE")},
		{"INCREMENT", increment("deep", "-0.00000001"), refused("OUT_OF_RANGE")},
		{"TRANSFER", transfer("rich", "full", "1"), refused("OUT_OF_RANGE")},
		{"TRANSFER", transfer("deep", "poor", "1"), refused("OUT_OF_RANGE")},
		{"TRANSFER", transfer("deep", "full", nines), refused("OUT_OF_RANGE")},
		{"GET", member("account", "deep"), holds("deep", "-"+nines)},
		{"OPEN", open(name128, "none"), holds(name128, "0")},
		{"OPEN", open("new", "-0"), holds("new", "0")},
		{"INCREMENT", increment("poor", "-0.0"), holds("poor", "0")},
		{"INCREMENT", increment("poor", "000000000000000012.50000000"), holds("poor", "12.5")},
		{"INCREMENT", increment("poor", "0.00000001"), holds("poor", "0.00000001")},
		{"INCREMENT", increment("limited", "-112.5"), holds("limited", "-100.25")},
		{"INCREMENT", increment("limited", "-12.26"), holds("limited", "-0.01")},
		{"INCREMENT", increment("full", "-"+nines), holds("full", "0")},
		{"INCREMENT", increment("full", "-0.99999999"), holds("full", "999999999999999999")},
		{"TRANSFER", transfer("rich", "poor", "0.1"),
			`{"from":` + holds("rich", "999.9") + `,"to":` + holds("poor", "0.1") + `}`},
		{"TRANSFER", transfer("full", "deep", nines), `{"from":` + holds("full", "0") + `,"to":` + holds("deep", "0") + `}`},
	} {
		if got := filled().say(one.operation, one.body); got != one.expected {
			t.Errorf("%s %s: %s, not %s", one.operation, one.body, got, one.expected)
		}
	}
}

func TestOnlyPlainDecimals(t *testing.T) {
	for _, text := range []string{"", " ", "+1", "1e3", "1.", ".5", "-", "-.5", "--1", "1.1.1", "1,5", " 1", "1 ", "0x10",
		"NaN", "1_000", "１", "٣", "1000000000000000000", "0000000000000000001", "1.000000001", "1.-1", "1-", "none",
		"\x00", "1\x00"} {
		if got := filled().say("INCREMENT", increment("rich", text)); got != refused("BAD_AMOUNT") {
			t.Errorf("%q: %s", text, got)
		}
	}
}

func TestStateIsInShortestForm(t *testing.T) {
	b := filled()
	b.say("OPEN", open("zero", "-0.00"))
	for name, value := range map[string]string{"poor": "0|none", "rich": "1000|none", "deep": "-" + nines + "|unlimited",
		"limited": "12.25|100.25", "zero": "0|0"} {
		if got := b["main\x00"+name]; got != value {
			t.Errorf("%s: %s, not %s", name, got, value)
		}
	}
}

func TestLedgersAndContentTypes(t *testing.T) {
	b := filled()
	if got := b.ask("other", "GET", sdk.JSON, member("account", "rich")); got != refused("UNKNOWN_ACCOUNT") {
		t.Error(got)
	}
	if got := b.ask("a\x00b", "OPEN", sdk.JSON, open("c", "none")); got != refused("BAD_REQUEST") {
		t.Error(got)
	}
	for _, contentType := range []string{"", "text/plain", "Application/JSON", "application/json; charset=utf-8"} {
		if got := b.ask("main", "GET", contentType, member("account", "rich")); got != refused("BAD_REQUEST") {
			t.Errorf("%q: %s", contentType, got)
		}
	}
}

// TestTransfersKeepTheSumOfBalances moves random amounts about and compares the sum of all balances with exact arithmetic.
func TestTransfersKeepTheSumOfBalances(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	b := bank{}
	for i := range 6 {
		b.say("OPEN", open(fmt.Sprint(i), []string{"none", "unlimited", "500.5"}[i%3]))
	}
	total := new(big.Rat)
	for range 20_000 {
		amount := fmt.Sprintf("%d.%08d", random.Intn(1000), random.Intn(100_000_000))
		account, other := fmt.Sprint(random.Intn(6)), fmt.Sprint(random.Intn(6))
		if random.Intn(3) > 0 {
			b.say("TRANSFER", transfer(account, other, amount))
			continue
		}
		signed := strings.Repeat("-", random.Intn(2)) + amount
		if got := b.say("INCREMENT", increment(account, signed)); strings.HasPrefix(got, "{") {
			added, _ := new(big.Rat).SetString(signed)
			total.Add(total, added)
		}
	}
	for _, value := range b {
		balance, _, _ := strings.Cut(value, "|")
		held, _ := new(big.Rat).SetString(balance)
		total.Sub(total, held)
	}
	if total.Sign() != 0 {
		t.Errorf("the sum is wrong by %s", total.FloatString(8))
	}
}
