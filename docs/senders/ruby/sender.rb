# ruby sender.rb URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
require "json"
require "net/http"
require "openssl"

def deliver(url, secret, payload)
  body = JSON.generate(payload) # once: the same bytes are signed and sent
  headers = { "Content-Type" => "application/json",
              "Accept-Encoding" => "identity",
              "X-Sentry-Signature" => OpenSSL::HMAC.hexdigest("SHA256", secret, body) }
  5.times do
    uri = URI(url)
    options = { use_ssl: uri.scheme == "https", open_timeout: 30, read_timeout: 30 }
    begin
      response = Net::HTTP.start(uri.host, uri.port, **options) { _1.post(uri.path, body, headers) }
    rescue SystemCallError, IOError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError,
           Net::ProtocolError, Net::HTTPBadResponse => error
      return "unknown", error.message
    end
    status = response.code.to_i
    answer = response.body.to_s
    # A refusal that was cut off would look like an empty answer.
    length = response["Content-Length"]
    return "unknown", "the answer is cut off" if length && length.to_i != answer.bytesize
    if [429, 503].include?(status)
      after = response["Retry-After"].to_s
      sleep(after.match?(/\A\d+\z/) ? [after.to_i, 300].min : 60)
    elsif status.between?(200, 299) && answer.empty?
      return "recorded", ""
    else
      refused = [200, 400, 401, 404, 413, 415].include?(status)
      return refused ? "refused" : "unknown", "#{status} #{answer}"
    end
  end
  ["later", "the server is busy"]
end

url, flag, id = ARGV
change = { action: "updated", change_id: Integer(id, 10),
           created_at: Time.now.utc.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
           created_by: { id: "jane@example.com", type: "email" }, flag: flag }
outcome, words = deliver(url, ENV.fetch("FLAGHOOK_SECRET"), { data: [change], meta: { version: 1 } })
puts "#{outcome} #{words}"
exit outcome == "recorded"
