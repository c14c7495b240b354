package probe

import (
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// Module gives the version of a library as it was built in.
func Module(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == path {
			return module.Version
		}
	}
	return "unknown"
}

func part(name, version string) map[string]string {
	return map[string]string{"name": name, "version": version}
}

func bom([]byte) (map[string]any, error) {
	goVersion := strings.TrimPrefix(runtime.Version(), "go")
	name, version := operatingSystem()
	return map[string]any{"bom": map[string]any{
		"language": part("Go", goVersion),
		"runtime":  part("gc "+runtime.GOOS+"/"+runtime.GOARCH, goVersion),
		"kafka":    part("franz-go", Module("github.com/twmb/franz-go")),
		"avro":     part("twmb/avro", Module("github.com/twmb/avro")),
		"json":     part("encoding/json", goVersion),
		"crypto":   part("crypto/ed25519, filippo.io/edwards25519", goVersion+", "+Module("filippo.io/edwards25519")),
		"os":       part(name, version),
	}}, nil
}

func operatingSystem() (string, string) {
	text, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return runtime.GOOS, "unknown"
	}
	fields := map[string]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if key, value, ok := strings.Cut(line, "="); ok {
			fields[key] = strings.Trim(value, `"'`)
		}
	}
	return fields["NAME"], fields["VERSION_ID"]
}
