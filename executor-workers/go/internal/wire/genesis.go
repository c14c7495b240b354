package wire

import (
	"errors"

	"tribunal/internal/model"
	"tribunal/internal/signing"
)

// genesisSchema is the schema that a genesis must be of: where the deployment's own may stand, also the one that names the
// version of its rules.
func genesisSchema(first bool, payload []byte) *body {
	if first && genesisV2Body.namedBy(payload) {
		return genesisV2Body
	}
	return genesisBody
}

func genesis(schema *body, payload []byte) (model.Content, error) {
	travel, err := schema.viewSingle(payload)
	if err != nil {
		return nil, err
	}
	version := model.FirstRules
	if schema == genesisV2Body {
		version = model.RulesVersion(travel.int32("rulesVersion"))
		if version <= model.FirstRules {
			return nil, errors.New("rulesVersion not above 1")
		}
	}
	return genesisOf(travel, version)
}

func genesisOf(n node, version model.RulesVersion) (*model.Genesis, error) {
	made := &model.Genesis{
		Deployment:    n.hash("deployment"),
		Service:       n.text("service"),
		Partitions:    n.int32("partitions"),
		Executors:     n.texts("executors"),
		Validators:    n.texts("validators"),
		RootThreshold: n.int32("rootThreshold"),
		RulesVersion:  version,
	}
	var wrong collect
	wrong.require(made.Partitions > 0, "partitions not positive")
	wrong.require(made.RootThreshold > 0, "rootThreshold not positive")
	wrong.require(len(made.Executors) > 0, "no executors")
	wrong.check(model.CheckAscending("executors", made.Executors))
	wrong.check(model.CheckAscending("validators", made.Validators))
	for _, id := range append(append([]string(nil), made.Executors...), made.Validators...) {
		wrong.check(model.CheckIdentifier("executor or validator id", id))
	}
	var ids []string
	for _, key := range n.nodes("keys") {
		ids = append(ids, key.text("keyId"))
	}
	wrong.check(model.CheckAscending("keys", ids))
	if wrong.err != nil {
		return nil, wrong.err
	}
	for _, key := range n.nodes("keys") {
		registered, err := unvalidatedKeyOf(key)
		if err != nil {
			return nil, err
		}
		made.Keys = append(made.Keys, registered)
	}
	var err error
	made.Policy, err = policyOf(n.node("policy"))
	return made, err
}

// keyOf refuses an invalid public key, or one whose key id does not match, before anything is verified with it.
func keyOf(n node) (model.Key, error) {
	key, err := unvalidatedKeyOf(n)
	if err == nil && !signing.IsValidKey(key.Public) {
		err = errors.New("publicKey is no canonical Ed25519 key of prime order")
	}
	return key, err
}

// unvalidatedKeyOf refuses a key whose id does not match. Whether the public key is one costs as much as a signature: thousands
// of them in a genesis that nobody signed must not hold up the log, so whoever registers them finds out.
func unvalidatedKeyOf(n node) (model.Key, error) {
	key := model.Key{ID: n.text("keyId"), Role: model.Role(n.text("role")), Owner: n.text("owner"),
		Public: n.bytes("publicKey")}
	if err := model.CheckIdentifier("owner", key.Owner); err != nil {
		return key, err
	}
	if signing.KeyID(key.Public) != key.ID {
		return key, errors.New("keyId is not that of the public key")
	}
	return key, nil
}
