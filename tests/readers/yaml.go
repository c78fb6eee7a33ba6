// Reads the YAML files named on standard input, one a line, as registries do (version 2 of the library, and version 3),
// and prints what each says as one JSON object of two objects.
// What JSON has no word for (dates) becomes an object that no test expects.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	yaml2 "gopkg.in/yaml.v2"
	yaml3 "gopkg.in/yaml.v3"
)

func name(key interface{}) string {
	if text, ok := key.(string); ok {
		return text
	}
	return fmt.Sprintf("!%T %v", key, key)
}

func plain(value interface{}) interface{} {
	switch value := value.(type) {
	case map[string]interface{}:
		all := map[string]interface{}{}
		for key, child := range value {
			all[key] = plain(child)
		}
		return all
	case map[interface{}]interface{}:
		all := map[string]interface{}{}
		for key, child := range value {
			all[name(key)] = plain(child)
		}
		return all
	case []interface{}:
		all := make([]interface{}, len(value))
		for index, child := range value {
			all[index] = plain(child)
		}
		return all
	case float64:
		// A float stays one: 1.0 is not 1.
		text := strconv.FormatFloat(value, 'g', -1, 64)
		if math.IsInf(value, 0) || math.IsNaN(value) {
			return map[string]string{"!float64": text}
		}
		if !strings.ContainsAny(text, ".e") {
			text += ".0"
		}
		return json.Number(text)
	case nil, bool, int, int64, uint64, string:
		return value
	default:
		return map[string]string{fmt.Sprintf("!%T", value): fmt.Sprint(value)}
	}
}

func main() {
	read := map[string]map[string]interface{}{"v2": {}, "v3": {}}
	readers := map[string]func([]byte, interface{}) error{"v2": yaml2.Unmarshal, "v3": yaml3.Unmarshal}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		text, err := os.ReadFile(lines.Text())
		if err != nil {
			panic(err)
		}
		for version, reader := range readers {
			var value interface{}
			if err := reader(text, &value); err != nil {
				value = map[string]interface{}{"!error": err.Error()}
			}
			read[version][lines.Text()] = plain(value)
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(read); err != nil {
		panic(err)
	}
}
