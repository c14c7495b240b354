// Package config has an executor's settings: flag over TRIBUNAL_ environment over properties file over default. An unknown
// key is an error wherever it stands.
package config

import (
	"fmt"
	"strconv"
	"strings"
)

// parseProperties reads the format of Java's .properties: comments, "=", ":" or white space after the key, backslash escapes,
// lines that continue after a backslash.
func parseProperties(text string) (map[string]string, error) {
	values := map[string]string{}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimLeft(lines[i], " \t\f")
		if line == "" || line[0] == '#' || line[0] == '!' {
			continue
		}
		for goesOn(line) && i+1 < len(lines) {
			i++
			line = line[:len(line)-1] + strings.TrimLeft(lines[i], " \t\f")
		}
		key, value := splitProperty(strings.TrimSuffix(line, danglingBackslash(line)))
		var err error
		if key, err = unescaped(key); err != nil {
			return nil, err
		}
		if value, err = unescaped(value); err != nil {
			return nil, err
		}
		values[key] = strings.TrimSpace(value)
	}
	return values, nil
}

func goesOn(line string) bool {
	backslashes := len(line) - len(strings.TrimRight(line, `\`))
	return backslashes%2 == 1
}

func danglingBackslash(line string) string {
	if goesOn(line) {
		return `\`
	}
	return ""
}

func splitProperty(line string) (string, string) {
	end := len(line)
	for i := 0; i < len(line); i++ {
		if line[i] == '\\' {
			i++
			continue
		}
		if strings.IndexByte("=: \t\f", line[i]) >= 0 {
			end = i
			break
		}
	}
	rest := strings.TrimLeft(line[end:], " \t\f")
	if rest != "" && (rest[0] == '=' || rest[0] == ':') {
		rest = strings.TrimLeft(rest[1:], " \t\f")
	}
	return line[:end], rest
}

func unescaped(text string) (string, error) {
	out := &strings.Builder{}
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			out.WriteByte(text[i])
			continue
		}
		i++
		switch text[i] {
		case 't':
			out.WriteByte('\t')
		case 'n':
			out.WriteByte('\n')
		case 'r':
			out.WriteByte('\r')
		case 'f':
			out.WriteByte('\f')
		case 'u':
			if i+4 >= len(text) {
				return "", fmt.Errorf(`malformed \uxxxx in %q`, text)
			}
			code, err := strconv.ParseUint(text[i+1:i+5], 16, 16)
			if err != nil {
				return "", fmt.Errorf(`malformed \uxxxx in %q`, text)
			}
			out.WriteRune(rune(code))
			i += 4
		default:
			out.WriteByte(text[i])
		}
	}
	return out.String(), nil
}
