# An executor in Ruby: says whether an IBAN is valid (ISO 13616). Stateless. It reads and writes the frames of
# docs/stdio-bridge.md, and signs what it has said with a key that nobody else has.
require 'openssl'
require 'json'
require 'stringio'

KEY = OpenSSL::PKey.read(File.read(ENV.fetch('TRIBUNAL_KEY_FILE')))
RESPONSE, HEADER = %w[c3010176a742fc20dc53 c301549b9cea894c59c6].map { |it| [it].pack('H*') } # schemas

def sha256(bytes) = OpenSSL::Digest::SHA256.digest(bytes)
def pae(type, body) = "DSSEv1 #{type.bytesize} #{type} #{body.bytesize} ".b + body
def sign(type, body) = KEY.sign(nil, pae("application/vnd.tribunal.#{type}", body))

# Avro: numbers in zigzag, texts and bytes with their length before them.
def long(number) = pack7((number << 1) ^ (number >> 63))
def pack7(bits) = bits < 128 ? bits.chr.b : (bits & 127 | 128).chr.b + pack7(bits >> 7)
def bytes(value) = long(value.bytesize) + value.b
def read_bytes(input) = input.read(read_long(input))

def read_long(input)
  byte, bits, shift = 128, 0, 0
  bits, shift = bits | ((byte = input.readbyte) & 127) << shift, shift + 7 while byte > 127
  (bits >> 1) ^ -(bits & 1)
end

# Operation, content type and body of the request that the value of a business-log record holds.
def request(value)
  envelope = StringIO.new(value.byteslice(5..)) # behind the frame of Kafka's serializers
  read_bytes(envelope) # payload type
  payload = StringIO.new(read_bytes(envelope).byteslice((10 + 32 + 16)..)) # behind schema, deployment, request id
  read_bytes(payload) && read_long(payload) && read_long(payload) && read_bytes(payload) # client, counts, shard key
  Array.new(3) { read_bytes(payload) }
end

# The service: status (0 OK, 1 REFUSED) and output.
def answer(operation, type, body)
  iban = JSON.parse(body)['iban'] if operation == 'CHECK' && type == 'application/json' && body.start_with?('{')
  return [1, { error: 'BAD_REQUEST' }] unless iban.is_a?(String) && iban.match?(/\A[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\z/)

  [0, { valid: (iban[4..] + iban[0, 4]).gsub(/[A-Z]/) { |letter| (letter.ord - 55).to_s }.to_i % 97 == 1 }]
end

def root(leaves) # RFC 6962
  return leaves.first || sha256('') if leaves.size < 2

  left = 1 << ((leaves.size - 1).bit_length - 1)
  sha256("\x01".b + root(leaves[0...left]) + root(leaves[left..]))
end

deployment, partition, executor, unsigned = nil, nil, nil, []
[$stdin, $stdout].each(&:binmode)
while (length = $stdin.read(4))
  type, payload = $stdin.read(length.unpack1('N')).unpack('a a*')
  case type
  when 'H' # hello: whom it speaks for
    deployment, partition, executor = payload.unpack('x a32 N a*')
    reply = KEY.public_to_der[-32..]
  when 'R' # a request
    offset, _max_output, to_be_signed, value = payload.unpack('Q> N C a*')
    status, output = answer(*request(value))
    reply = RESPONSE + long(offset) + sha256(value) + bytes('') * 3 + long(status) +
            bytes('application/json') + bytes(JSON.generate(output)) + long(0)
    unsigned << reply if to_be_signed == 1
  when 'B' # a batch: the next so many of its answers
    processed_to, count = payload.unpack('q> N')
    leaves = unsigned.shift(count).map { |it| sha256("\0".b + pae('application/vnd.tribunal.response.v1+avro', it)) }
    header = HEADER + deployment + bytes(executor) + long(partition) + long(processed_to) + long(leaves.size) + root(leaves)
    reply = header + sign('response-batch.v1+avro', header)
  when 'J' # it asks to come back from an isolation
    reply = sign('rejoin.v1', deployment + [executor.bytesize].pack('N') + executor + payload)
  end
  $stdout.write([reply.bytesize + 1].pack('N'), type.downcase, reply)
  $stdout.flush
end
