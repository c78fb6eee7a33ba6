# Reads the YAML files named on standard input, one a line, as GitLab does, and prints what each says as one JSON object.
# What JSON has no word for (dates, symbols) becomes an object that no test expects.
require 'json'
require 'yaml'

def plain(value)
  case value
  when Hash then value.to_h { |key, child| [key.is_a?(String) ? key : "!#{key.class} #{key}", plain(child)] }
  when Array then value.map { |child| plain(child) }
  when nil, true, false, Integer, String then value
  when Float then value.finite? ? value : { '!Float' => value.to_s }
  else { "!#{value.class}" => value.to_s }
  end
end

files = $stdin.read.force_encoding('UTF-8').lines.map(&:chomp)
read = files.to_h do |file|
  text = File.read(file, encoding: 'UTF-8')
  [file, plain(YAML.respond_to?(:unsafe_load) ? YAML.unsafe_load(text) : YAML.load(text))]
rescue StandardError => e
  [file, { '!error' => e.message }]
end
puts JSON.generate(read)
