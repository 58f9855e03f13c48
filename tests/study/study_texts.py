"""Sentences in our own words for the tests of a study; every one tells an act that a person can see."""

TIE = (
    "The city of Surabaya and the city of Busan became sister cities on 10 November 1994.\n\n"
    "In July 2007 Surabaya sent 70 teachers to Busan.\n"
)
FESTIVAL = (
    "Surabaya and Busan\n\nIn May 2018 a dance group from Busan performed at the Cross Culture Festival in Surabaya.\n"
)
