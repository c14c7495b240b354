package signing

import (
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRefusesAKeyThatOthersMayUse(t *testing.T) {
	key, err := KeyFromSeed(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key.private)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "e1.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}), 0o600); err != nil {
		t.Fatal(err)
	}
	if read, err := KeyFromFile(file); err != nil || read.ID() != key.ID() {
		t.Errorf("%v %v", read.ID(), err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o620, 0o611} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		_, err := KeyFromFile(file)
		if err == nil || !strings.HasSuffix(err.Error(), "; run: chmod 600 "+file) {
			t.Errorf("%o: %v", mode, err)
		}
	}
}
