# What Omnibus' settings object does, as far as evaluation goes: unknown names are settings, hashes take symbols and
# texts for the same keys, and levels that are assigned below come into being. Unlike there, reading makes nothing.
require 'base64'
require 'json'
require 'psych'
YAML = Psych unless defined?(YAML)

# Chef's Mash.
class Mash < Hash
  def self.of(hash)
    made = new
    hash.each { |key, value| made[key] = value }
    made
  end

  def name_of(key) = key.is_a?(Symbol) ? key.to_s : key

  def kept(value)
    if value.instance_of?(Hash) then Mash.of(value)
    elsif value.is_a?(Mash) then Mash.of(value)
    elsif value.is_a?(Array) then value.map { |item| kept(item) }
    else value
    end
  end

  alias plain_get []
  alias plain_set []=
  def []=(key, value)
    plain_set(name_of(key), kept(value))
  end
  alias store []=

  def [](key)
    found = plain_get(name_of(key))
    $missing = [self, [key]] if found.nil?
    found
  end

  def fetch(key, *rest, &block) = super(name_of(key), *rest, &block)
  def key?(key) = super(name_of(key))
  alias has_key? key?
  alias include? key?
  alias member? key?
  def delete(key) = super(name_of(key))
  def dig(key, *rest) = super(name_of(key), *rest)
  def values_at(*keys) = keys.map { |key| plain_get(name_of(key)) }
  def slice(*keys) = super(*keys.map { |key| name_of(key) })
  def except(*keys) = super(*keys.map { |key| name_of(key) })

  def update(*others)
    others.each do |other|
      other.each do |key, value|
        value = yield(name_of(key), plain_get(name_of(key)), value) if block_given? && key?(key)
        self[key] = value
      end
    end
    self
  end
  alias merge! update
  def merge(*others, &block) = Mash.of(self).update(*others, &block)
  def dup = Mash.of(self)
end

# Reading below what is not set gives nothing, assigning makes it.
class NilClass
  def [](key)
    raise NoMethodError, 'undefined method for nil' unless $missing
    $missing[1] << key
    nil
  end

  def made
    raise NoMethodError, 'undefined method for nil' unless $missing
    top, keys = $missing
    $missing = nil
    keys.reduce(top) do |below, key|
      below[key] = Mash.new if below.plain_get(below.name_of(key)).nil?
      below.plain_get(below.name_of(key))
    end
  end

  def []=(key, value)
    made[key] = value
  end

  def merge!(other) = made.merge!(other)
  def update(other) = made.update(other)
  def store(key, value) = made.store(key, value)
end

class Settings
  NAMES = %i[registry gitlab_rails nginx].freeze
  def initialize = @all = Mash.new

  def method_missing(name, *values)
    raise NoMethodError, "no setting #{name}" unless NAMES.include?(name) || name.to_s.start_with?('s_') || name.to_s.end_with?('_url')
    if values.empty?
      return @all.plain_get(name.to_s) unless NAMES.include?(name)
      @all[name] = Mash.new if @all.plain_get(name.to_s).nil?
      return @all.plain_get(name.to_s)
    end
    @all[name] = values.size == 1 ? values[0] : values
  end

  def puts(*) = nil
  alias print puts
  alias warn puts
  def p(*given) = given.size > 1 ? given : given[0]
  def settings__ = @all
end

def plain(value)
  case value
  when Hash then value.to_a.to_h { |key, item| [key.to_s, plain(item)] }
  when Array then value.map { |item| plain(item) }
  when Float then { 'float' => [value].pack('G').unpack1('H*') }
  when Integer then { 'integer' => value.to_s }
  when String then value.dup.force_encoding('UTF-8').scrub('?')
  when Symbol, Range, Regexp, Class then value.to_s
  else value
  end
end

$VERBOSE = nil
$stdout.sync = true
output = $stdout.dup
$stdout.reopen(File::NULL)
JSON.parse($stdin.read).each do |snippet|
  $missing = nil
  settings = Settings.new
  before = Object.constants
  answer =
    begin
      settings.instance_eval(snippet, '/etc/gitlab/gitlab.rb', 1)
      { settings: plain(settings.settings__) }
    rescue SyntaxError => error
      { syntax: error.message }
    rescue StandardError, SystemExit, SystemStackError => error
      { error: "#{error.class}: #{error.message}".scrub('?')[0, 200] }
    end
  (Object.constants - before).each { |name| Object.send(:remove_const, name) }
  output.puts JSON.generate(answer)
end
