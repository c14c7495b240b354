package signing

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const (
	maxKeyFile = 16 << 10
	others     = 0o077
	generate   = "; make one with: tribunal keys generate"
)

// Key signs as the owner of one Ed25519 key.
type Key struct {
	private ed25519.PrivateKey
	id      string
}

// KeyFromSeed makes the key of a 32-byte seed (RFC 8032).
func KeyFromSeed(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fmt.Errorf("a seed has %d bytes, not %d", ed25519.SeedSize, len(seed))
	}
	return keyOf(ed25519.NewKeyFromSeed(seed)), nil
}

// KeyFromFile reads an unencrypted PKCS#8 PEM file, which nobody but its owner may use.
func KeyFromFile(path string) (Key, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Key{}, fmt.Errorf("%s: no such key file%s", path, generate)
	}
	if err != nil {
		return Key{}, err
	}
	if info.Size() > maxKeyFile {
		return Key{}, fmt.Errorf("%s: too long for a private key", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Key{}, err
	}
	key, err := keyFromPEM(path, text)
	if err == nil && info.Mode().Perm()&others != 0 {
		return Key{}, fmt.Errorf("%s: others than its owner may use it (%s); run: chmod 600 %s", path,
			info.Mode().Perm().String()[1:], path)
	}
	return key, err
}

func keyFromPEM(path string, text []byte) (Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return Key{}, fmt.Errorf("%s: no PEM block in it", path)
	}
	if block.Type != "PRIVATE KEY" {
		return Key{}, fmt.Errorf("%s: holds %q, not an unencrypted PKCS#8 private key", path, block.Type)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return Key{}, fmt.Errorf("%s: no PKCS#8 private key", path)
	}
	private, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return Key{}, fmt.Errorf("%s: holds a key of another kind than Ed25519%s", path, generate)
	}
	return keyOf(private), nil
}

func keyOf(private ed25519.PrivateKey) Key {
	return Key{private, KeyID(private.Public().(ed25519.PublicKey))}
}

// ID names the key.
func (k Key) ID() string { return k.id }

// Public gives the raw public key.
func (k Key) Public() []byte { return k.private.Public().(ed25519.PublicKey) }

// Sign gives the 64-byte signature over the message.
func (k Key) Sign(message []byte) []byte { return ed25519.Sign(k.private, message) }
