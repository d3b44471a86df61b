from ipaddress import ip_address, ip_network

import pytest

from hornbook_server.services.addresses import permitted

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.192",
    "192.88.99.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "::127.0.0.1",
    "::7f00:1:0:0",
    "2606:4700::5efe:127.0.0.1",
    "2606:4700::200:5efe:10.0.0.1",
    "200::1",
    "4000::1",
    "e000::1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "2002:c0a8:1::",
    "2001:0:7f00:1:0:0:80ff:fffe",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "3fff::1",
    "5f00::1",
    "ff02::1",
]

PUBLIC = [
    "1.1.1.1",
    "93.184.216.34",
    "8.8.8.8",
    "172.32.0.1",
    "2001:200::1",
    "2606:4700:4700::1111",
    "2606:4700::5efe:8.8.8.8",
    "3ffe:ffff::1",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    assert not permitted(ip_address(address), ())


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_permitted(address):
    assert permitted(ip_address(address), ())


def test_a_private_network_is_permitted_by_name_and_no_other():
    allow = (ip_network("10.1.0.0/16"), ip_network("::1/128"))
    assert permitted(ip_address("10.1.2.3"), allow)
    assert permitted(ip_address("::1"), allow)
    assert not permitted(ip_address("10.2.0.1"), allow)
    assert not permitted(ip_address("127.0.0.1"), allow)
