// dotnet run -- URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

string secret = Environment.GetEnvironmentVariable("FLAGHOOK_SECRET")
    ?? throw new InvalidOperationException("FLAGHOOK_SECRET is not set");
byte[] body = JsonSerializer.SerializeToUtf8Bytes(new {
    data = new[] { new {
        action = "updated", change_id = ulong.Parse(args[2]), // exact, unlike a double
        created_at = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'"),
        created_by = new { id = "jane@example.com", type = "email" }, flag = args[1] } },
    meta = new { version = 1 } });
string outcome = await Deliver(args[0], secret, body);
Console.WriteLine(outcome);
return outcome == "recorded" ? 0 : 1;

static async Task<string> Deliver(string url, string secret, byte[] body) {
    byte[] digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
    using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
    client.Timeout = TimeSpan.FromSeconds(30);
    for (int attempt = 0; attempt < 5; attempt++) {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Sentry-Signature", Convert.ToHexString(digest).ToLowerInvariant());
        int status;
        string answer;
        TimeSpan? after;
        try {
            using var response = await client.SendAsync(request);
            status = (int)response.StatusCode;
            answer = await response.Content.ReadAsStringAsync();
            after = response.Headers.RetryAfter?.Delta;
        } catch (Exception error) when (error is HttpRequestException or TaskCanceledException) {
            return $"unknown {error.Message}";
        }
        if (status is 429 or 503) {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(after?.TotalSeconds ?? 60, 300)));
        } else if (status is >= 200 and < 300 && answer == "") {
            return "recorded";
        } else {
            bool refused = status is 200 or 400 or 401 or 404 or 413 or 415;
            return $"{(refused ? "refused" : "unknown")} {status} {answer}";
        }
    }
    return "later the server is busy";
}
