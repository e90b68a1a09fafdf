"""DCAT-AP 3 description as Turtle (https://semiceu.github.io/DCAT-AP/releases/3.0.0/).

Every node has an address relative to the file, so that no blank node makes the bytes vary and the
links work in an unpacked archive.
"""

from rdflib import DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from scripts.release.metadata.record import File, Organisation, Record

AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"en": "ENG", "fr": "FRA", "nl": "NLD", "de": "DEU"}
MEDIA_TYPE = "http://www.iana.org/assignments/media-types/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib has the second version, without dcat:version
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DATASET, PUBLISHER, CONTACT = URIRef("#dataset"), URIRef("#publisher"), URIRef("#contact")


def render(record: Record) -> bytes:
    """Return dcat.ttl: the data set, its distributions, publisher and contact point."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("spdx", SPDX), ("vcard", VCARD)):
        graph.bind(prefix, namespace)
    graph.bind("xsd", XSD)
    _add_dataset(graph, record)
    for number, creator in enumerate(record.creators, 1):
        node = URIRef(f"#creator-{number}")
        graph.add((DATASET, DCTERMS.creator, node))
        _add_agent(graph, node, creator)
    if record.publisher:
        graph.add((DATASET, DCTERMS.publisher, PUBLISHER))
        _add_agent(graph, PUBLISHER, record.publisher)
    if record.contact:
        graph.add((DATASET, DCAT.contactPoint, CONTACT))
        graph.add((CONTACT, RDF.type, VCARD.Organization))
        graph.add((CONTACT, VCARD.fn, Literal(record.contact.name)))
        graph.add((CONTACT, VCARD.hasURL, URIRef(record.contact.url)))
    for file in record.data_files:
        _add_distribution(graph, record, file)
    return graph.serialize(format="turtle").encode()


def _add_dataset(graph: Graph, record: Record) -> None:
    values = [
        (RDF.type, DCAT.Dataset),
        (DCTERMS.title, Literal(record.title, lang="en")),
        (DCTERMS.description, Literal(record.description, lang="en")),
        (DCTERMS.identifier, Literal(record.doi_url or f"{record.name}-{record.version}")),
        (DCAT.version, Literal(record.version)),
        (DCTERMS.issued, Literal(record.day)),
        (DCTERMS.license, URIRef(record.license.url)),
        (DCTERMS.accessRights, URIRef(AUTHORITY + "access-right/PUBLIC")),
        *((DCAT.keyword, Literal(keyword, lang="en")) for keyword in record.keywords),
        *((DCAT.theme, URIRef(theme)) for theme in record.themes),
        *((DCTERMS.language, URIRef(f"{AUTHORITY}language/{LANGUAGES[code]}")) for code in record.languages),
        *((DCTERMS.spatial, URIRef(place.url)) for place in record.places if place.url),
        *((DCAT.landingPage, URIRef(page)) for page in (record.homepage,) if page),
    ]
    for predicate, value in values:
        graph.add((DATASET, predicate, value))
    if record.temporal:
        period = URIRef("#period")
        graph.add((DATASET, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, _date(record.temporal[0])))
        graph.add((period, DCAT.endDate, _date(record.temporal[1])))


def _add_agent(graph: Graph, node: URIRef, agent: Organisation) -> None:
    graph.add((node, RDF.type, FOAF.Organization))
    graph.add((node, RDF.type, FOAF.Agent))
    graph.add((node, FOAF.name, Literal(agent.name)))
    if agent.url:
        graph.add((node, FOAF.homepage, URIRef(agent.url)))


def _add_distribution(graph: Graph, record: Record, file: File) -> None:
    node, checksum = URIRef(f"#{file.path}"), URIRef(f"#{file.path}-sha256")
    address = URIRef(file.path)
    values = [
        (RDF.type, DCAT.Distribution),
        (DCTERMS.title, Literal(file.title, lang="en")),
        (DCAT.accessURL, address),
        (DCAT.downloadURL, address),
        (DCAT.mediaType, URIRef(MEDIA_TYPE + file.media_type)),
        (DCAT.byteSize, Literal(file.bytes, datatype=XSD.nonNegativeInteger)),
        (DCTERMS.license, URIRef(record.license.url)),
        (SPDX.checksum, checksum),
    ]
    graph.add((DATASET, DCAT.distribution, node))
    for predicate, value in values:
        graph.add((node, predicate, value))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))


def _date(text: str) -> Literal:
    """A year, month or day with the XML Schema type of its precision."""
    return Literal(text, datatype=(XSD.gYear, XSD.gYearMonth, XSD.date)[text.count("-")])
