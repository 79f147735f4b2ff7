// go run sender.go URL FLAG CHANGE_ID: announces a changed flag; the secret is in FLAGHOOK_SECRET.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"time"
)

type author struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

type change struct {
	Action    string `json:"action"`
	ChangeID  uint64 `json:"change_id"` // exact; in a map[string]any it might become a float64
	CreatedAt string `json:"created_at"`
	CreatedBy author `json:"created_by"`
	Flag      string `json:"flag"`
}

func deliver(url, secret string, body []byte) (outcome, words string) {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	client := http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	for attempt := 0; attempt < 5; attempt++ {
		request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			log.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("X-Sentry-Signature", hex.EncodeToString(mac.Sum(nil)))
		response, err := client.Do(request)
		if err != nil {
			return "unknown", err.Error()
		}
		answer, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			return "unknown", err.Error()
		}
		switch status := response.StatusCode; {
		case status == 429 || status == 503:
			wait, err := strconv.ParseUint(response.Header.Get("Retry-After"), 10, 31)
			if err != nil {
				wait = 60
			} else if wait > 300 {
				wait = 300
			}
			time.Sleep(time.Duration(wait) * time.Second)
		case status >= 200 && status < 300 && len(answer) == 0:
			return "recorded", ""
		case status == 200, status == 400, status == 401, status == 404, status == 413, status == 415:
			return "refused", fmt.Sprintf("%d %s", status, answer)
		default:
			return "unknown", fmt.Sprintf("%d %s", status, answer)
		}
	}
	return "later", "the server is busy"
}

func main() {
	secret := os.Getenv("FLAGHOOK_SECRET")
	if secret == "" || len(os.Args) != 4 {
		log.Fatal("FLAGHOOK_SECRET, URL, FLAG and CHANGE_ID are needed")
	}
	id, err := strconv.ParseUint(os.Args[3], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	changed := change{"updated", id, time.Now().UTC().Format("2006-01-02T15:04:05+00:00"),
		author{"jane@example.com", "email"}, os.Args[2]}
	body, err := json.Marshal(map[string]any{"data": []change{changed}, "meta": map[string]int{"version": 1}})
	if err != nil {
		log.Fatal(err)
	}
	outcome, words := deliver(os.Args[1], secret, body)
	fmt.Println(outcome, words)
	if outcome != "recorded" {
		os.Exit(1)
	}
}
