#!/bin/sh
# Certificates of pods without cert-manager: makes one for each with `bulwark certs node`, and prints them as Secrets for `kubectl apply -f -`.
#   certificates.sh --ca DIR --region REGION --domain DOMAIN [--set bulwark] [--node NAME] [--count 3] [--jurisdiction CC] [--days 90]
# The nodes are called NAME-0, NAME-1 ... (NAME: the set's, unless said), the pods SET-0, SET-1 ..., reached at SET-0.DOMAIN ...
# Run it again to renew: nodes that run take what is new. The authority stays where this runs. BULWARK: the command, if it is not on PATH.
set -eu

ca='' region='' domain='' set_name=bulwark node='' count=3 jurisdiction='' days=90
while [ $# -gt 0 ]; do
  case $1 in
    --ca) ca=$2 ;;
    --region) region=$2 ;;
    --domain) domain=$2 ;;
    --set) set_name=$2 ;;
    --node) node=$2 ;;
    --count) count=$2 ;;
    --jurisdiction) jurisdiction=$2 ;;
    --days) days=$2 ;;
    *) sed -n '2,5p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done
if [ -z "$ca" ] || [ -z "$region" ] || [ -z "$domain" ]; then
  sed -n '2,5p' "$0" >&2
  exit 2
fi
node=${node:-$set_name}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
i=0
while [ "$i" -lt "$count" ]; do
  "${BULWARK:-bulwark}" certs node --ca "$ca" --node "$node-$i" --region "$region" ${jurisdiction:+--jurisdiction "$jurisdiction"} \
    --host "$set_name-$i.$domain" --days "$days" --out "$work/$i" >&2
  kubectl create secret generic "$set_name-$i-cert" --namespace bulwark --dry-run=client -o yaml \
    --from-file=tls.crt="$work/$i/node.pem" --from-file=tls.key="$work/$i/node.key"
  echo ---
  i=$((i + 1))
done
