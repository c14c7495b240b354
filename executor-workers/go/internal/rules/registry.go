// Package rules folds certified decisions into keys, policy and membership (PROTOCOL 3, 8): readers that apply the same
// decisions ends with the same rules.
package rules

import (
	"errors"

	"tribunal/internal/model"
	"tribunal/internal/signing"
)

// Registry has the keys in force. Immutable: registering and revoking give a new one. A key id and a public key are each
// registered at most once, ever; revoking does not free them.
type Registry struct {
	keys    map[string]model.Key
	revoked map[string]bool
	publics map[string]bool
}

// NewRegistry registers the keys of genesis; it validates their public keys.
func NewRegistry(keys []model.Key) (Registry, error) {
	registry := Registry{keys: map[string]model.Key{}, publics: map[string]bool{}}
	for _, key := range keys {
		if !signing.IsValidKey(key.Public) {
			return registry, errors.New("genesis registers a public key that is none")
		}
		if registry.knows(key) {
			return registry, errors.New("genesis registers a key twice")
		}
		registry.keys[key.ID], registry.publics[string(key.Public)] = key, true
	}
	return registry, nil
}

func (r Registry) knows(key model.Key) bool {
	_, known := r.keys[key.ID]
	return known || r.publics[string(key.Public)]
}

// Find returns the key of that id, if it is in force.
func (r Registry) Find(id string) (model.Key, bool) {
	key, ok := r.keys[id]
	return key, ok && !r.revoked[id]
}

func (r Registry) register(key model.Key) (Registry, bool) {
	if r.knows(key) {
		return r, false
	}
	return Registry{
		keys:    with(r.keys, key.ID, key),
		revoked: r.revoked,
		publics: with(r.publics, string(key.Public), true),
	}, true
}

func (r Registry) revoke(id string) (Registry, bool) {
	if _, inForce := r.Find(id); !inForce {
		return r, false
	}
	return Registry{keys: r.keys, revoked: with(r.revoked, id, true), publics: r.publics}, true
}

// Signer returns the owner of a key of that role, if the signature is valid.
func (r Registry) Signer(role model.Role, message []byte, signature model.KeySignature) (string, bool) {
	key, ok := r.Find(signature.KeyID)
	if !ok || key.Role != role || !signing.Verify(key.Public, message, signature.Signature) {
		return "", false
	}
	return key.Owner, true
}

func with[V any](old map[string]V, key string, value V) map[string]V {
	next := make(map[string]V, len(old)+1)
	for k, v := range old {
		next[k] = v
	}
	next[key] = value
	return next
}
