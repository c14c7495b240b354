// Package accounts is the reference service (PROTOCOL 12): accounts with balances, in ledgers. Execute is a plain function.
package accounts

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strings"
	"unicode/utf8"

	"tribunal/sdk"
)

const maxName = 128

// operation is one operation: the members that name accounts, the other member, and its execution.
type operation struct {
	names []string
	other string
	run   func(call) sdk.Answer
}

var operations = map[string]operation{
	"OPEN":      {[]string{"account"}, "overdraft", call.open},
	"GET":       {[]string{"account"}, "", call.get},
	"INCREMENT": {[]string{"account"}, "amount", call.increment},
	"TRANSFER":  {[]string{"from", "to"}, "amount", call.transfer},
}

// call is one request: the texts of its body, and the ledger that it names.
type call struct {
	state  sdk.State
	ledger string
	texts  map[string]string
}

// Execute answers one request. The order of refusals is that of PROTOCOL 12.
func Execute(state sdk.State, request sdk.Request) sdk.Answer {
	members, ok := members(request)
	if !ok {
		return sdk.Refuse("BAD_REQUEST")
	}
	asked, known := operations[request.Operation]
	if !known {
		return sdk.Refuse("UNKNOWN_OPERATION")
	}
	texts, ok := asked.texts(members)
	if !ok {
		return sdk.Refuse("BAD_REQUEST")
	}
	return asked.run(call{state, request.ShardKey, texts})
}

// members reads the body; false when it is not a JSON object or a key cannot contain the ledger's name.
func members(request sdk.Request) (map[string]any, bool) {
	if request.ContentType != sdk.JSON || strings.Contains(request.ShardKey, "\x00") || !utf8.Valid(request.Body) {
		return nil, false
	}
	var members map[string]any
	if json.Unmarshal(request.Body, &members) != nil || members == nil {
		return nil, false
	}
	return members, true
}

// texts requires exactly the operation's members, all of them strings, and valid names.
func (o operation) texts(members map[string]any) (map[string]string, bool) {
	wanted := o.names
	if o.other != "" {
		wanted = append(wanted[:len(wanted):len(wanted)], o.other)
	}
	texts := make(map[string]string, len(wanted))
	for _, member := range wanted {
		text, ok := members[member].(string)
		if !ok {
			return nil, false
		}
		texts[member] = text
	}
	for _, member := range o.names {
		if name := texts[member]; name == "" || len(name) > maxName || strings.Contains(name, "\x00") {
			return nil, false
		}
	}
	return texts, len(members) == len(wanted)
}

func (c call) open() sdk.Answer {
	name := c.texts["account"]
	made, ok := opened(c.texts["overdraft"])
	if !ok {
		return sdk.Refuse("BAD_AMOUNT")
	}
	if _, found := c.find(name); found {
		return sdk.Refuse("ALREADY_OPEN")
	}
	return sdk.Done(encode(shown(name, made)), c.write(name, made))
}

func (c call) get() sdk.Answer {
	name := c.texts["account"]
	found, ok := c.find(name)
	if !ok {
		return sdk.Refuse("UNKNOWN_ACCOUNT")
	}
	return sdk.Done(encode(shown(name, found)))
}

func (c call) increment() sdk.Answer {
	name, amount := c.texts["account"], parseAmount(c.texts["amount"])
	if amount == nil {
		return sdk.Refuse("BAD_AMOUNT")
	}
	before, ok := c.find(name)
	if !ok {
		return sdk.Refuse("UNKNOWN_ACCOUNT")
	}
	after := before.moved(amount)
	if refusal := refusalOf(after, after); refusal != "" {
		return sdk.Refuse(refusal)
	}
	return sdk.Done(encode(shown(name, after)), c.write(name, after))
}

func (c call) transfer() sdk.Answer {
	from, to, amount := c.texts["from"], c.texts["to"], parseAmount(c.texts["amount"])
	if amount == nil || amount.Sign() <= 0 {
		return sdk.Refuse("BAD_AMOUNT")
	}
	if from == to {
		return sdk.Refuse("SAME_ACCOUNT")
	}
	payer, payerFound := c.find(from)
	payee, payeeFound := c.find(to)
	if !payerFound || !payeeFound {
		return sdk.Refuse("UNKNOWN_ACCOUNT")
	}
	less, more := payer.moved(new(big.Int).Neg(amount)), payee.moved(amount)
	if refusal := refusalOf(less, more); refusal != "" {
		return sdk.Refuse(refusal)
	}
	output := map[string]holding{"from": shown(from, less), "to": shown(to, more)}
	return sdk.Done(encode(output), c.write(from, less), c.write(to, more))
}

// refusalOf checks changed balances: the payer's floor first, then the range of both.
func refusalOf(payer, other account) string {
	switch {
	case payer.isBelowFloor():
		return "INSUFFICIENT_FUNDS"
	case isTooLarge(payer.units) || isTooLarge(other.units):
		return "OUT_OF_RANGE"
	}
	return ""
}

func (c call) find(name string) (account, bool) {
	value, ok := c.state.Get(c.key(name))
	if !ok {
		return account{}, false
	}
	return decode(value), true
}

func (c call) write(name string, changed account) sdk.Write {
	return sdk.Put(c.key(name), changed.encode())
}

func (c call) key(name string) []byte { return []byte(c.ledger + "\x00" + name) }

// holding is how an account is shown.
type holding struct {
	Account string `json:"account"`
	Balance string `json:"balance"`
}

func shown(name string, a account) holding { return holding{name, formatAmount(a.units)} }

// encode writes texts as they are: escapes for HTML would make an output longer than the other implementations' one, and
// the length decides what is TOO_LARGE.
func encode(output any) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(output); err != nil {
		panic("texts have a JSON form: " + err.Error())
	}
	return bytes.TrimSuffix(text.Bytes(), []byte{'\n'})
}
